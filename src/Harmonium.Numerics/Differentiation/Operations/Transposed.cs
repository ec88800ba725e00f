namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>The transpose of a matrix, in any shape of the same size. Backward: the transpose of the gradient.</summary>
internal sealed class Transposed : Node
{
    private readonly Node _x;
    private readonly int _rows;
    private readonly int _columns;

    internal Transposed(Node x, int rows, int columns, params ReadOnlySpan<int> shape)
        : base(x.Tape, x.Tape.Buffer(shape), x.NeedsGradient)
    {
        (_x, _rows, _columns) = (x, rows, columns);
        Device.Transpose(x.Value.Reshape(rows, columns), Value.Reshape(columns, rows));
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor gradient = Gradient.Reshape(_columns, _rows), into = _x.Receive(out bool accumulate).Reshape(_rows, _columns);
        if (!accumulate)
        {
            Device.Transpose(gradient, into);
            return;
        }

        Tensor transposed = Tape.Buffer(_rows, _columns);
        Device.Transpose(gradient, transposed);
        Device.Affine(transposed, 1, 0, into, accumulate: true);
    }
}
