namespace Harmonium.Learning.Gradients;

/// <summary>How the fast weights of fast persistent contrastive divergence learn and fade.</summary>
public sealed record FastWeightOptions
{
    /// <summary>
    /// Their learning rate, above 0, constant through the training; about the regular rate at its start (Tieleman &amp; Hinton 2009, section 4).
    /// </summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>How much of them is kept at each step, 0 to below 1; 19/20 (Tieleman &amp; Hinton 2009, section 4).</summary>
    public double Keep { get; init; } = 0.95;

    internal void Validate()
    {
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            throw new ArgumentException($"The learning rate of fast weights must be a finite number above 0; it is {LearningRate}.");
        if (Keep is not (>= 0 and < 1))
            throw new ArgumentException($"The share of fast weights that is kept lies in [0, 1); it is {Keep}.");
    }
}
