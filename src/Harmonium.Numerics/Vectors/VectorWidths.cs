using System.Runtime.Intrinsics.X86;

namespace Harmonium.Numerics.Vectors;

/// <summary>The vector widths available to this process.</summary>
internal static class VectorWidths
{
    /// <summary>The environment variable that forces a narrower width than the processor's widest: 128, 256 or 512.</summary>
    public const string Variable = "HARMONIUM_VECTOR_BITS";

    /// <summary>The widest vectors of the processor, regardless of the environment variable.</summary>
    // Detected from the instruction sets, not from Vector512.IsHardwareAccelerated: the runtime returns false there for processors that it considers faster
    // at 256 bits, which does not hold for code that consists of fused multiply-adds.
    public static VectorWidth Offered =>
        Avx512F.IsSupported && Avx512DQ.IsSupported ? VectorWidth.Bits512
        : Avx2.IsSupported && Fma.IsSupported ? VectorWidth.Bits256
        : VectorWidth.Bits128;

    /// <summary>The width to use: the value of the environment variable <see cref="Variable"/>, or the processor's widest.</summary>
    /// <exception cref="InvalidOperationException">The variable is not 128, 256 or 512, or is larger than the processor supports.</exception>
    public static VectorWidth Widest => Choose(Environment.GetEnvironmentVariable(Variable), Offered);

    internal static VectorWidth Choose(string? requested, VectorWidth offered)
    {
        if (string.IsNullOrWhiteSpace(requested))
            return offered;
        VectorWidth width = requested.Trim() switch
        {
            "128" => VectorWidth.Bits128,
            "256" => VectorWidth.Bits256,
            "512" => VectorWidth.Bits512,
            _ => throw new InvalidOperationException(
                $"The environment variable {Variable} is \"{requested}\"; it must be 128, 256 or 512, or unset to use the widest."),
        };
        if (width > offered)
        {
            throw new InvalidOperationException(
                $"The environment variable {Variable} requests vectors of {(int)width} bits, but this processor supports at most {(int)offered}. " +
                "Unset it or set a smaller width.");
        }

        return width;
    }
}
