namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>A range of columns. Backward: adds the gradient to those columns.</summary>
internal sealed class ColumnSlice : Node
{
    private readonly Node _x;
    private readonly int _start;

    internal ColumnSlice(Node x, int start, int count)
        : base(x.Tape, x.Tape.Buffer(x.Value.Rows, Checked(x, start, count)), x.NeedsGradient)
    {
        (_x, _start) = (x, start);
        Device.CopyColumns(x.Value, start, Value, 0, count, accumulate: false);
        Tape.Write(this);
    }

    internal override void Backward() => Device.CopyColumns(Gradient, 0, _x.ReceivePart(), _start, Value.Columns, accumulate: true);

    private static int Checked(Node x, int start, int count) => start >= 0 && count >= 0 && start <= x.Value.Columns - count
        ? count
        : throw new ArgumentOutOfRangeException(nameof(start),
            $"Columns {start} to {start + (long)count} are out of range for a tensor of shape {Tensor.Describe(x.Value.Shape)}.");
}
