using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>Packs the matrix B of a product, depth × columns, one range of columns at a time.</summary>
internal readonly unsafe struct PackedColumns(DenseOperand matrix, int depth, int columns, float* packed) : IRangeKernel
{
    // A multiple of the vector length at every width; AVX-512 is the widest.
    private const int WidestVector = 16;

    private readonly DenseOperand _matrix = matrix;
    private readonly int _depth = depth;
    private readonly int _columns = columns;
    private readonly float* _packed = packed;

    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => ProductBlock<TSimd, TVector>.PackColumns(_matrix, _depth, _columns, start, end, _packed);

    /// <summary>Packs all columns into a scratch buffer of the calling thread.</summary>
    internal static float* Of(Processor processor, DenseOperand matrix, int depth, int columns, Scratch scratch)
    {
        float* packed = scratch.Reserve(depth * ((columns + WidestVector - 1) / WidestVector * WidestVector));
        RangeKernels.Share(processor, new PackedColumns(matrix, depth, columns, packed), columns, depth);
        return packed;
    }
}
