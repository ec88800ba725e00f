namespace Harmonium.Learning.Penalties;

/// <summary>A target for the mean activation of the hidden units.</summary>
public sealed record SparsityOptions
{
    /// <summary>The target mean activation, between 0 and 1; typically 0.01 to 0.1 (Hinton 2010, section 11).</summary>
    public double Target { get; init; } = 0.1;

    /// <summary>The weight of the penalty relative to the log-likelihood per example.</summary>
    public double Cost { get; init; } = 0.1;

    /// <summary>The decay rate of the running mean activation, in [0, 1) (0.9 to 0.99).</summary>
    public double Decay { get; init; } = 0.95;

    /// <summary>The kind of penalty.</summary>
    public SparsityKind Kind { get; init; } = SparsityKind.CrossEntropy;

    internal void Validate()
    {
        if (Target is not (> 0 and < 1))
            throw new ArgumentException($"The sparsity target must be a mean activation between 0 and 1; it is {Target}.");
        if (!(Cost >= 0))
            throw new ArgumentException($"The sparsity cost must not be negative; it is {Cost}.");
        if (Decay is not (>= 0 and < 1))
            throw new ArgumentException($"The sparsity decay must be in [0, 1); it is {Decay}.");
    }
}
