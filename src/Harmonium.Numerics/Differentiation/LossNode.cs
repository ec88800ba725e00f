namespace Harmonium.Numerics.Differentiation;

/// <summary>A loss: the mean over a batch, [1], and the sum in double.</summary>
public abstract class LossNode : Node
{
    private protected LossNode(Node input, double total)
        : base(input.Tape, input.Tape.Buffer(1), input.NeedsGradient)
    {
        Total = total;
        Value.AsSpan()[0] = (float)(total / Math.Max(1, input.Value.Rows));
    }

    /// <summary>The sum over the batch.</summary>
    public double Total { get; }

    /// <summary>What a gradient of the sum is multiplied by: the gradient that arrived, over the size of the batch.</summary>
    private protected float ScaleFor(Node input) => Gradient[0] / Math.Max(1, input.Value.Rows);
}
