namespace Harmonium.Numerics.Differentiation;

/// <summary>Normalized numbers with what they were normalized by.</summary>
public abstract class NormalizedNode : Node
{
    private protected NormalizedNode(Node input, Tensor means, Tensor variances)
        : base(input.Tape, input.Tape.Buffer(input.Value.Shape), input.NeedsGradient)
    {
        Means = means;
        Variances = variances;
    }

    /// <summary>The means, one a column or a row; valid until the tape is reset.</summary>
    public Tensor Means { get; }

    /// <summary>The variances (of the batch, not corrected), one a column or a row; valid until the tape is reset.</summary>
    public Tensor Variances { get; }
}
