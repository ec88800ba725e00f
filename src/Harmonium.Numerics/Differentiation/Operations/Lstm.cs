namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// A whole sequence of long short-term memory as one operation. Back: step by step from the last, the gradient of the gates in place of the gates; the
/// weights' gradient is then a single product over all steps.
/// </summary>
internal sealed class Lstm : MemoryNode
{
    private readonly Node _x;
    private readonly Node _weights;
    private readonly Room _room;

    internal Lstm(Node x, Node weights, Tensor outputs, Tensor cells)
        : this(x, weights, new Room(x, weights, outputs, cells))
    {
    }

    private Lstm(Node x, Node weights, Room room)
        : base(x, room.Outputs.RowRange(room.Batch, room.Steps * room.Batch), room.OutputsAfter(room.Steps), room.CellsAfter(room.Steps), x.NeedsGradient
            || weights.NeedsGradient)
    {
        (_x, _weights, _room) = (x, weights, room);
        Device.Remember(room.Batch, room.Incoming, room.Indices, weights.Value, room.Gates, room.Cells, room.Outputs);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Device.RememberBackward(_room.Batch, Gradient, _weights.Value, _room.Gates, _room.Cells);
        if (_weights.NeedsGradient)
        {
            Tensor into = _weights.Receive(out bool accumulate);
            _room.Outputs.RowRange(0, _room.Steps * _room.Batch).Multiply(_room.Gates, transposeLeft: true, into: into, accumulate: accumulate);
        }

        // Nobody needs the gates any more: they become the gradient of x where it has none yet.
        if (_x.NeedsGradient && !_x.Adopt(_room.Gates))
        {
            Tensor into = _x.Receive(out bool accumulate);
            Device.Affine(_room.Gates, 1, 0, into, accumulate);
        }
    }

    /// <summary>The memory of a sequence: gates of every step, outputs and cells before the first step and after each.</summary>
    private sealed class Room
    {
        internal Room(Node x, Node weights, Tensor outputs, Tensor cells)
        {
            int units = weights.Value.Rows;
            (Tensor incoming, int[]? indices) = x.AsRows();
            int rows = indices?.Length ?? incoming.Rows;
            Batch = outputs.Rows;
            if (weights.Value.Columns != 4 * units || incoming.Columns != 4 * units)
                throw new ArgumentException($"Memory of {units} units needs weights [{units}, {4 * units}] and inputs of {4 * units} columns; these are " +
                    $"{Tensor.Describe(weights.Value.Shape)} and [{rows}, {incoming.Columns}].");
            if (outputs.Columns != units || !cells.Shape.SequenceEqual(outputs.Shape) || (Batch == 0 ? rows != 0 : rows % Batch != 0))
                throw new ArgumentException($"The state before the first step is [batch, {units}] twice, with the {rows} rows of the input whole steps of a " +
                    $"batch; it is {Tensor.Describe(outputs.Shape)} and {Tensor.Describe(cells.Shape)}.");
            Steps = Batch == 0 ? 0 : rows / Batch;
            (Incoming, Indices) = (incoming, indices);
            Gates = x.Tape.Buffer(rows, 4 * units);
            Outputs = x.Tape.Buffer((Steps + 1) * Batch, units);
            Cells = x.Tape.Buffer((Steps + 1) * Batch, units);
            outputs.CopyTo(OutputsAfter(0));
            cells.CopyTo(CellsAfter(0));
        }

        internal Tensor Incoming { get; }

        /// <summary>Which row of what comes in each row of a step is; null where they are in order.</summary>
        internal int[]? Indices { get; }

        internal int Batch { get; }

        internal int Steps { get; }

        internal Tensor Gates { get; }

        internal Tensor Outputs { get; }

        internal Tensor Cells { get; }

        internal Tensor OutputsAfter(int steps) => Outputs.RowRange(steps * Batch, Batch);

        internal Tensor CellsAfter(int steps) => Cells.RowRange(steps * Batch, Batch);
    }
}
