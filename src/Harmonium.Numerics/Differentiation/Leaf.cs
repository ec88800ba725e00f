namespace Harmonium.Numerics.Differentiation;

/// <summary>Where a computation begins: data, or a parameter, which gathers its gradient in memory of its own.</summary>
internal sealed class Leaf : Node
{
    private readonly Tensor? _own;
    private bool _written;

    // Of a gradient that only ever got rows (an embedding's), only those rows are cleared: null when all may be other than 0.
    private int[]? _rows = [];

    internal Leaf(Tape tape, Tensor value, Tensor? gradient)
        : base(tape, value, gradient is not null) => _own = gradient;

    internal override bool HasGradient => false;

    internal override void Backward()
    {
    }

    internal override Tensor Receive(out bool accumulate)
    {
        accumulate = _written;
        _written = true;
        _rows = null;
        return _own!;
    }

    internal override bool Adopt(Tensor gradient) => false;

    /// <summary>Where rows are added: the work is that of the rows, not of the whole table.</summary>
    internal Tensor ReceiveRows(int[] rows)
    {
        if (!_written)
            ClearOld();
        _rows = _written ? (_rows is null ? null : [.. _rows, .. rows]) : rows;
        _written = true;
        return _own!;
    }

    /// <summary>The gradient, 0 where nothing was handed back.</summary>
    internal Tensor FinishedGradient()
    {
        if (!_written)
        {
            ClearOld();
            _rows = [];
            _written = true;
        }

        return _own!;
    }

    internal void Begin() => _written = false;

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
