namespace Harmonium.Learning.Penalties;

/// <summary>A target for the mean activation of the hidden units.</summary>
public sealed record SparsityOptions
{
    /// <summary>The wanted mean activation, between 0 and 1; 0.01 to 0.1 is usual (Hinton 2010, section 11).</summary>
    public double Target { get; init; } = 0.1;

    /// <summary>How strongly units are drawn there, against the log-likelihood of an example.</summary>
    public double Cost { get; init; } = 0.1;

    /// <summary>How much of the running mean activation is kept at each step, 0 to 1 (0.9 to 0.99).</summary>
    public double Decay { get; init; } = 0.95;

    /// <summary>Which penalty.</summary>
    public SparsityKind Kind { get; init; } = SparsityKind.CrossEntropy;

    internal void Validate()
    {
        if (Target is not (> 0 and < 1))
            throw new ArgumentException($"The sparsity target is a mean activation between 0 and 1; it is {Target}.");
        if (!(Cost >= 0))
            throw new ArgumentException($"The sparsity cost must not be negative; it is {Cost}.");
        if (Decay is not (>= 0 and < 1))
            throw new ArgumentException($"The sparsity decay lies in [0, 1); it is {Decay}.");
    }
}
