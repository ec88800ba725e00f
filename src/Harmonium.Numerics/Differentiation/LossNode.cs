namespace Harmonium.Numerics.Differentiation;

/// <summary>A loss: the mean over a batch, [1], and the sum in double.</summary>
public abstract class LossNode : Node
{
    private protected LossNode(Node input, double total)
        : base(input.Tape, input.Tape.Buffer(1), input.NeedsGradient)
    {
        Total = total;
        PerExample = total / Math.Max(1, input.Value.Rows);
        Value.AsSpan()[0] = (float)PerExample;
    }

    /// <summary>The sum over the batch.</summary>
    public double Total { get; }

    /// <summary>The mean over the batch, with the digits that <see cref="Node.Value"/> has not room for.</summary>
    public double PerExample { get; }

    /// <summary>What a gradient of the sum is multiplied by: the gradient that arrived, over the size of the batch.</summary>
    private protected float ScaleFor(Node input) => Gradient[0] / Math.Max(1, input.Value.Rows);
}
