namespace Harmonium.Numerics.Differentiation;

/// <summary>An input of a computation: data, or a parameter with a gradient buffer of its own.</summary>
internal sealed class Leaf : Node
{
    private readonly Tensor? _own;
    private bool _written;

    // The first contribution to the gradient, if it is a product. It is evaluated when the gradient is read, or by the optimizer step.
    private (States Left, Tensor Right)? _product;

    // The rows written so far, if the gradient has only received rows (an embedding). Only those are cleared. Null if all rows may be nonzero.
    private int[]? _rows = [];

    internal Leaf(Tape tape, Tensor value, Tensor? gradient)
        : base(tape, value, gradient is not null) => _own = gradient;

    internal override bool HasGradient => false;

    private protected override bool IsOftenZero => !NeedsGradient;

    /// <summary>True if a contribution to the gradient has arrived since the start of the step.</summary>
    internal bool HasShares => _written || _product is not null;

    internal override void Backward()
    {
    }

    internal override Tensor Receive(out bool accumulate)
    {
        MultiplyOut();
        accumulate = _written;
        _written = true;
        _rows = null;
        return _own!;
    }

    internal override void ReceiveProduct(States left, Tensor right, bool mayWait)
    {
        if (mayWait && !HasShares)
            _product = (left, right);
        else
            base.ReceiveProduct(left, right, mayWait);
    }

    internal override bool Adopt(Tensor gradient) => false;

    /// <summary>Returns the gradient for adding to some rows. The cost is proportional to those rows, not to the whole table.</summary>
    internal Tensor ReceiveRows(int[] rows)
    {
        MultiplyOut();
        if (!_written)
            ClearOld();
        _rows = !_written ? rows : _rows is null ? null : [.. _rows, .. rows];
        // With as many listed rows as the table has, repeats included, clearing everything at once is faster.
        if (_rows?.Length >= _own!.Rows)
            _rows = null;
        _written = true;
        return _own!;
    }

    /// <summary>The gradient; 0 if no contribution arrived.</summary>
    internal Tensor FinishedGradient()
    {
        MultiplyOut();
        if (!_written)
        {
            ClearOld();
            _rows = [];
            _written = true;
        }

        return _own!;
    }

    /// <summary>The gradient, as an unevaluated product if that is the only contribution.</summary>
    internal Gradient UnfinishedGradient() => _product is { } product ? new Gradient(product.Left, product.Right) : FinishedGradient();

    internal void Begin() => (_written, _product) = (false, null);

    private void MultiplyOut()
    {
        if (_product is not { } product)
            return;
        _product = null;
        _written = true;
        _rows = null;
        product.Left.MultiplyTransposed(product.Right, _own);
    }

    private void ClearOld()
    {
        if (_rows is null)
        {
            _own!.Clear();
            return;
        }

        foreach (int row in _rows)
            _own!.Row(row).Clear();
    }
}
