namespace Harmonium.Numerics.Differentiation;

/// <summary>A loss. The value is the mean over the batch, [1]; the sum is kept in double.</summary>
internal abstract class LossNode : Node
{
    private protected LossNode(Node input, double total)
        : base(input.Tape, input.Tape.Buffer(1), input.NeedsGradient)
    {
        Total = total;
        PerExample = total / Math.Max(1, input.Value.Rows);
        Value.AsSpan()[0] = (float)PerExample;
    }

    /// <summary>The sum of the loss over the batch.</summary>
    public double Total { get; }

    /// <summary>The mean over the batch, in double precision. <see cref="Node.Value"/> is the same in single precision.</summary>
    public double PerExample { get; }

    /// <summary>Returns the incoming gradient divided by the batch size: the factor for a gradient of the sum.</summary>
    private protected float ScaleFor(Node input) => Gradient[0] / Math.Max(1, input.Value.Rows);
}
