using System.Runtime.Intrinsics.X86;

namespace Harmonium.Numerics.Vectors;

/// <summary>Which vector widths this process may use.</summary>
public static class VectorWidths
{
    /// <summary>The environment variable that forces a narrower width than the processor's widest: 128, 256 or 512.</summary>
    public const string Variable = "HARMONIUM_VECTOR_BITS";

    /// <summary>The widest vectors that the processor computes on, whatever the environment asks for.</summary>
    // Asked of the instruction sets, not of Vector512.IsHardwareAccelerated: the runtime answers false there on processors that it
    // thinks faster at 256 bits, which does not hold for code that is nothing but fused multiply-adds.
    public static VectorWidth Offered =>
        Avx512F.IsSupported && Avx512DQ.IsSupported ? VectorWidth.Bits512
        : Avx2.IsSupported && Fma.IsSupported ? VectorWidth.Bits256
        : VectorWidth.Bits128;

    /// <summary>The width to use: the processor's widest, or what the environment variable <see cref="Variable"/> says.</summary>
    /// <exception cref="InvalidOperationException">The variable is not 128, 256 or 512, or asks for more than the processor has.</exception>
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
                $"The environment variable {Variable} is \"{requested}\"; it must be 128, 256 or 512, or unset for the widest."),
        };
        if (width > offered)
        {
            throw new InvalidOperationException(
                $"The environment variable {Variable} asks for vectors of {(int)width} bits, but this processor offers at most {(int)offered}. " +
                "Unset it or choose a smaller width.");
        }

        return width;
    }
}
