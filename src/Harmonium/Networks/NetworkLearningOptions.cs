using Harmonium.Learning.Schedules;

namespace Harmonium.Networks;

/// <summary>How a network moves down its loss.</summary>
public sealed record NetworkLearningOptions
{
    /// <summary>η, the learning rate; 0.001 for adaptive optimizers, 0.01 to 0.1 with momentum.</summary>
    public Schedule LearningRate { get; init; } = 0.001;

    /// <summary>How much of the velocity is kept, 0 to below 1.</summary>
    public Schedule Momentum { get; init; } = 0.9;

    /// <summary>The weight of ½ Σ w², at least 0.</summary>
    public double L2 { get; init; }

    /// <summary>The weight of Σ |w|, at least 0.</summary>
    public double L1 { get; init; }

    /// <summary>The largest length of a unit's incoming weights, above 0 (Srivastava et al. 2014, section 5.1); null for no limit.</summary>
    public double? MaximumNorm { get; init; }

    /// <summary>The largest length of the whole gradient, above 0; longer ones are scaled down (Pascanu, Mikolov, Bengio 2013); null for no limit.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>
    /// The share of the training, 0 to below 1, after which parameters are averaged, the average being the result (Polyak &amp; Juditsky 1992); null for no
    /// averaging.
    /// </summary>
    public double? AverageFrom { get; init; }

    internal void Validate()
    {
        if (!(L2 >= 0) || !(L1 >= 0))
            throw new ArgumentException($"L1 and L2 must not be negative; they are {L1} and {L2}.");
        if (MaximumNorm is { } norm && !(norm > 0))
            throw new ArgumentException($"The maximum norm must be above 0; it is {norm}.");
        if (GradientNorm is { } gradient && !(gradient > 0))
            throw new ArgumentException($"The largest length of the gradient must be above 0; it is {gradient}.");
        if (AverageFrom is { } start && start is not (>= 0 and < 1))
            throw new ArgumentException($"Averaging starts at a share of the training in [0, 1); it is {start}.");
    }
}
