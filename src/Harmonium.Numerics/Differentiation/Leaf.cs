namespace Harmonium.Numerics.Differentiation;

/// <summary>Where a computation begins: data, or a parameter, which gathers its gradient in memory of its own.</summary>
internal sealed class Leaf : Node
{
    private readonly Tensor? _own;
    private bool _written;

    // A first share that is a product waits: it is multiplied out by whoever asks for numbers, or by the step that uses them.
    private (States Left, Tensor Right)? _product;

    // Of a gradient that only ever got rows (an embedding's), only those rows are cleared: null when all may be other than 0.
    private int[]? _rows = [];

    internal Leaf(Tape tape, Tensor value, Tensor? gradient)
        : base(tape, value, gradient is not null) => _own = gradient;

    internal override bool HasGradient => false;

    private protected override bool IsOftenZero => !NeedsGradient;

    /// <summary>Whether it has been given any share of its gradient since it began.</summary>
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

    /// <summary>Where rows are added: the work is that of the rows, not of the whole table.</summary>
    internal Tensor ReceiveRows(int[] rows)
    {
        MultiplyOut();
        if (!_written)
            ClearOld();
        _rows = !_written ? rows : _rows is null ? null : [.. _rows, .. rows];
        // As many rows as there are, some of them more than once, take longer to clear one by one than all at once.
        if (_rows?.Length >= _own!.Rows)
            _rows = null;
        _written = true;
        return _own!;
    }

    /// <summary>The gradient, 0 where nothing was handed back.</summary>
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

    /// <summary>The gradient as it stands: a product where that is all there is.</summary>
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
