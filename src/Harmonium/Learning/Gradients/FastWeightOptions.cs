namespace Harmonium.Learning.Gradients;

/// <summary>The learning rate and decay of the fast weights of fast persistent contrastive divergence.</summary>
public sealed record FastWeightOptions
{
    /// <summary>
    /// The learning rate, above 0 and constant during training; about the initial regular learning rate (Tieleman &amp; Hinton 2009, section 4).
    /// </summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>The fraction of the fast weights kept per step, in [0, 1); 19/20 (Tieleman &amp; Hinton 2009, section 4).</summary>
    public double Keep { get; init; } = 0.95;

    internal void Validate()
    {
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            throw new ArgumentException($"The learning rate of fast weights must be a finite number above 0; it is {LearningRate}.");
        if (Keep is not (>= 0 and < 1))
            throw new ArgumentException($"The fraction of the fast weights that is kept must be in [0, 1); it is {Keep}.");
    }
}
