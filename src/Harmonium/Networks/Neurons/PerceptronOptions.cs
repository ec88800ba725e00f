using Harmonium.Learning.Schedules;

namespace Harmonium.Networks.Neurons;

/// <summary>How a perceptron learns.</summary>
public sealed record PerceptronOptions
{
    /// <summary>η(n), with n the examples seen; 1 in the convergence theorem (Novikoff 1962), where its size does not matter.</summary>
    public Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The most visits to every example, at least 1.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>
    /// Whether the result is the mean of the weights over all examples seen (Freund &amp; Schapire 1999): steadier where data are not separable.
    /// </summary>
    public bool Averaged { get; init; }

    /// <summary>Whether each epoch has an order of its own; else the examples come as they are, and a cycle can be recognized.</summary>
    public bool Shuffled { get; init; }

    /// <summary>Below this margin, as a share of the largest example's length, data count as not separable; at least 0.</summary>
    public double LeastMargin { get; init; } = 1e-3;

    /// <summary>The seed of the order.</summary>
    public ulong Seed { get; init; } = 1;
}
