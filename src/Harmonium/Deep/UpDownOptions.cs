using Harmonium.Learning.Schedules;

namespace Harmonium.Deep;

/// <summary>The options of <see cref="UpDownLearner"/>.</summary>
internal sealed record UpDownOptions
{
    /// <summary>
    /// The numbers of Gibbs sweeps in the top RBM, each at least 1, for equal parts of the training: 3, 6 and 10 (Hinton, Osindero, Teh 2006, section 6.1).
    /// </summary>
    public IReadOnlyList<int> Sweeps { get; init; } = [3, 6, 10];

    /// <summary>η, the learning rate.</summary>
    public Schedule LearningRate { get; init; } = 0.01;

    /// <summary>The momentum: the fraction of the velocity kept per step.</summary>
    public Schedule Momentum { get; init; } = 0.0;

    /// <summary>The weight of ½ Σ w².</summary>
    public double L2 { get; init; }

    /// <summary>The weight of Σ |w|.</summary>
    public double L1 { get; init; }

    /// <summary>The fraction of the training, 0 to below 1, after which the parameters are averaged; null for no averaging.</summary>
    public double? AverageFrom { get; init; }
}
