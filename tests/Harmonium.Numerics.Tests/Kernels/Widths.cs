using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Kernels;

/// <summary>The vector widths on which every kernel is tested. The runtime emulates those that the processor does not support.</summary>
internal static class Widths
{
    internal static readonly VectorWidth[] All = [VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512];

    /// <summary>True if multiply and add are fused; then all widths agree to the bit.</summary>
    internal static bool AreFused => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    public static TheoryData<VectorWidth> Data => [.. All];
}
