using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Kernels;

/// <summary>The vector widths that every kernel is tested on; those that the processor lacks are emulated by the runtime.</summary>
internal static class Widths
{
    internal static readonly VectorWidth[] All = [VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512];

    /// <summary>Whether multiply and add are fused, which makes all widths agree to the bit.</summary>
    internal static bool AreFused => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    public static TheoryData<VectorWidth> Data => [.. All];
}
