namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>C = op(A) op(B). Backward: dA = dC op(B)ᵀ and dB = op(A)ᵀ dC, transposed if A or B was taken transposed.</summary>
internal sealed class MatrixProduct : Node
{
    private readonly Node _a;
    private readonly Node _b;
    private readonly bool _transposeA;
    private readonly bool _transposeB;

    internal MatrixProduct(Node a, Node b, bool transposeA, bool transposeB)
        : base(a.Tape, Product(a, b, transposeA, transposeB), a.NeedsGradient || b.NeedsGradient)
    {
        (_a, _b, _transposeA, _transposeB) = (a, b, transposeA, transposeB);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        if (_a.NeedsGradient)
        {
            Tensor into = Matrix(_a.Receive(out bool accumulate));
            _ = _transposeA
                ? _b.Value.Multiply(Gradient, _transposeB, transposeRight: true, into, accumulate: accumulate)
                : Gradient.Multiply(_b.Value, false, !_transposeB, into, accumulate: accumulate);
        }

        if (_b.NeedsGradient)
        {
            Tensor into = Matrix(_b.Receive(out bool accumulate));
            _ = _transposeB
                ? Gradient.Multiply(_a.Value, transposeLeft: true, _transposeA, into, accumulate: accumulate)
                : _a.Value.Multiply(Gradient, !_transposeA, false, into, accumulate: accumulate);
        }
    }

    private static Tensor Product(Node a, Node b, bool transposeA, bool transposeB)
    {
        Tensor into = a.Tape.Buffer(transposeA ? a.Value.Columns : a.Value.Rows, transposeB ? b.Value.Rows : b.Value.Columns);
        return a.Value.Multiply(b.Value, transposeA, transposeB, into);
    }

    private static Tensor Matrix(Tensor tensor) => tensor.Rank == 2 ? tensor : tensor.Reshape(tensor.Rows, tensor.Columns);
}
