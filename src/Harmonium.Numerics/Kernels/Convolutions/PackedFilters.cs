using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>Packs filters for <see cref="ConvolutionKernel"/>. There is one item.</summary>
internal readonly unsafe struct PackedFilters(ConvolutionShape shape, float* filters, bool back, float* packed) : IRangeKernel
{
    private readonly ConvolutionShape _shape = shape;
    private readonly float* _filters = filters;
    private readonly bool _back = back;
    private readonly float* _packed = packed;

    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => ConvolutionKernel.Pack<TSimd, TVector>(_shape, _filters, _back, _packed);
}
