using Harmonium.Learning.Schedules;

namespace Harmonium.Networks;

/// <summary>The options of the training of a network.</summary>
public sealed record NetworkLearningOptions
{
    /// <summary>η, the learning rate; 0.001 for adaptive optimizers, 0.01 to 0.1 with momentum.</summary>
    public Schedule LearningRate { get; init; } = 0.001;

    /// <summary>The momentum: the fraction of the velocity kept per step, in [0, 1).</summary>
    public Schedule Momentum { get; init; } = 0.9;

    /// <summary>The weight of ½ Σ w², at least 0.</summary>
    public double L2 { get; init; }

    /// <summary>The weight of Σ |w|, at least 0.</summary>
    public double L1 { get; init; }

    /// <summary>The maximum norm of a unit's incoming weights, above 0 (Srivastava et al. 2014, section 5.1); null for no limit.</summary>
    public double? MaximumNorm { get; init; }

    /// <summary>The maximum norm of the gradient, above 0; larger gradients are scaled down (Pascanu, Mikolov, Bengio 2013); null for no limit.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>
    /// The fraction of the training, in [0, 1), after which averaging starts. The result is the average of the parameters (Polyak &amp; Juditsky 1992);
    /// null for no averaging.
    /// </summary>
    public double? AverageFrom { get; init; }

    internal void Validate()
    {
        if (!(L2 >= 0) || !(L1 >= 0))
            throw new ArgumentException($"L1 and L2 must not be negative; they are {L1} and {L2}.");
        if (MaximumNorm is { } norm && !(norm > 0))
            throw new ArgumentException($"The maximum norm must be above 0; it is {norm}.");
        if (GradientNorm is { } gradient && !(gradient > 0))
            throw new ArgumentException($"The maximum norm of the gradient must be above 0; it is {gradient}.");
        if (AverageFrom is { } start && start is not (>= 0 and < 1))
            throw new ArgumentException($"The start of averaging must be a fraction of the training in [0, 1); it is {start}.");
    }
}
