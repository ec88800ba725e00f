using Harmonium.Numerics.Kernels.Execution;

namespace Harmonium.Numerics;

/// <content>Tensors over memory that somebody else owns.</content>
public sealed partial class Tensor
{
    /// <summary>A tensor without gaps over memory from an offset on.</summary>
    internal static Tensor View(TensorStorage storage, int offset, ReadOnlySpan<int> shape) => new(storage, offset, shape);

    /// <summary>The tensor as kernels see it.</summary>
    internal MatrixView AsView() => new(Block, Rows, Columns, RowStride, this);

    /// <summary>Sets every number to 0, and returns the tensor.</summary>
    internal Tensor Clear()
    {
        Block.Clear();
        return this;
    }
}
