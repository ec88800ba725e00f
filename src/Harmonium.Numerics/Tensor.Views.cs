using Harmonium.Numerics.Kernels.Execution;

namespace Harmonium.Numerics;

/// <content>Tensors over existing memory.</content>
public sealed partial class Tensor
{
    /// <summary>Creates a contiguous tensor over existing memory, starting at an offset.</summary>
    internal static Tensor View(TensorStorage storage, int offset, ReadOnlySpan<int> shape) => new(storage, offset, shape);

    /// <summary>A view of the tensor for kernels.</summary>
    internal MatrixView AsView() => new(Block, Rows, Columns, RowStride, this);

    /// <summary>Sets every element to 0, and returns the tensor.</summary>
    internal Tensor Clear()
    {
        Block.Clear();
        return this;
    }
}
