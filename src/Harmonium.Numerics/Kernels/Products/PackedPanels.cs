using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>Writes a matrix of depth × columns in panels, a range of columns at a time.</summary>
internal readonly unsafe struct PackedPanels(DenseOperand matrix, int depth, int columns, float* panels) : IRangeKernel
{
    // Whole vectors of every width, AVX-512's the widest.
    private const int WidestVector = 16;

    private readonly DenseOperand _matrix = matrix;
    private readonly int _depth = depth;
    private readonly int _columns = columns;
    private readonly float* _panels = panels;

    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => ProductBlock<TSimd, TVector>.PackPanels(_matrix, _depth, _columns, start, end, _panels);

    /// <summary>Packs all columns into a scratch of the calling thread.</summary>
    internal static float* Of(Processor processor, DenseOperand matrix, int depth, int columns, Scratch scratch)
    {
        float* panels = scratch.Reserve(depth * ((columns + WidestVector - 1) / WidestVector * WidestVector));
        RangeKernels.Share(processor, new PackedPanels(matrix, depth, columns, panels), columns, depth);
        return panels;
    }
}
