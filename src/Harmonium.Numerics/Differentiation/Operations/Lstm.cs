namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// An LSTM over a whole sequence as one operation. Backward: from the last step to the first, the gradient of the gates replaces the gates; the gradient of
/// the weights is then a single product over all steps.
/// </summary>
internal sealed class Lstm : LstmNode
{
    private readonly Node _x;
    private readonly Node _weights;
    private readonly Buffers _buffers;

    internal Lstm(Node x, Node weights, Tensor outputs, Tensor cells)
        : this(x, weights, new Buffers(x, weights, outputs, cells))
    {
    }

    private Lstm(Node x, Node weights, Buffers buffers)
        : base(x, buffers.Outputs.RowRange(buffers.Batch, buffers.Steps * buffers.Batch), buffers.OutputsAfter(buffers.Steps),
            buffers.CellsAfter(buffers.Steps), x.NeedsGradient || weights.NeedsGradient)
    {
        (_x, _weights, _buffers) = (x, weights, buffers);
        Device.RunLstm(buffers.Batch, buffers.Incoming, buffers.Indices, weights.Value, buffers.Gates, buffers.Cells, buffers.Outputs);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Device.RunLstmBackward(_buffers.Batch, Gradient, _weights.Value, _buffers.Gates, _buffers.Cells);
        if (_weights.NeedsGradient)
        {
            Tensor into = _weights.Receive(out bool accumulate);
            _buffers.Outputs.RowRange(0, _buffers.Steps * _buffers.Batch).Multiply(_buffers.Gates, transposeLeft: true, into: into, accumulate: accumulate);
        }

        // The gates are no longer used: their buffer becomes the gradient of x if x has none yet.
        if (_x.NeedsGradient && !_x.Adopt(_buffers.Gates))
        {
            Tensor into = _x.Receive(out bool accumulate);
            Device.Affine(_buffers.Gates, 1, 0, into, accumulate);
        }
    }

    /// <summary>The buffers of a sequence: gates of every step, outputs and cells before the first step and after each step.</summary>
    private sealed class Buffers
    {
        internal Buffers(Node x, Node weights, Tensor outputs, Tensor cells)
        {
            int units = weights.Value.Rows;
            (Tensor incoming, int[]? indices) = x.AsRows();
            int rows = indices?.Length ?? incoming.Rows;
            Batch = outputs.Rows;
            if (weights.Value.Columns != 4 * units || incoming.Columns != 4 * units)
                throw new ArgumentException($"An LSTM of {units} units needs weights [{units}, {4 * units}] and inputs of {4 * units} columns; these are " +
                    $"{Tensor.Describe(weights.Value.Shape)} and [{rows}, {incoming.Columns}].");
            if (outputs.Columns != units || !cells.Shape.SequenceEqual(outputs.Shape) || (Batch == 0 ? rows != 0 : rows % Batch != 0))
                throw new ArgumentException($"The initial state must be two tensors of [batch, {units}], and the {rows} input rows must be a multiple of the " +
                    $"batch size; the state is {Tensor.Describe(outputs.Shape)} and {Tensor.Describe(cells.Shape)}.");
            Steps = Batch == 0 ? 0 : rows / Batch;
            (Incoming, Indices) = (incoming, indices);
            Gates = x.Tape.Buffer(rows, 4 * units);
            Outputs = x.Tape.Buffer((Steps + 1) * Batch, units);
            Cells = x.Tape.Buffer((Steps + 1) * Batch, units);
            outputs.CopyTo(OutputsAfter(0));
            cells.CopyTo(CellsAfter(0));
        }

        internal Tensor Incoming { get; }

        /// <summary>The input row of each row of a step; null if the rows are in order.</summary>
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
