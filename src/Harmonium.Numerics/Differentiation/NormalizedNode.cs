namespace Harmonium.Numerics.Differentiation;

/// <summary>Normalized values with the means and variances used.</summary>
internal abstract class NormalizedNode : Node
{
    private protected NormalizedNode(Node input, Tensor means, Tensor variances)
        : base(input.Tape, input.Tape.Buffer(input.Value.Shape), input.NeedsGradient)
    {
        Means = means;
        Variances = variances;
    }

    /// <summary>The means, one per column or per row. Valid until the tape is reset.</summary>
    public Tensor Means { get; }

    /// <summary>The variances (of the batch, uncorrected), one per column or per row. Valid until the tape is reset.</summary>
    public Tensor Variances { get; }
}
