using Harmonium.Learning.Schedules;

namespace Harmonium.Networks.Neurons;

/// <summary>The options of <see cref="Perceptron.Learn"/>.</summary>
internal sealed record PerceptronOptions
{
    /// <summary>η(n), where n is the number of examples seen; 1 in the convergence theorem (Novikoff 1962), where its value does not matter.</summary>
    public Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The maximum number of epochs, at least 1.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>
    /// True to return the mean of the weights over all examples seen (Freund &amp; Schapire 1999), which is more stable if the data are not separable.
    /// </summary>
    public bool Averaged { get; init; }

    /// <summary>True to shuffle the examples in each epoch. In a fixed order, a cycle can be detected.</summary>
    public bool Shuffled { get; init; }

    /// <summary>The margin below which data count as not separable, relative to the largest norm of an example; at least 0.</summary>
    public double LeastMargin { get; init; } = 1e-3;

    /// <summary>The seed of the example order.</summary>
    public ulong Seed { get; init; } = 1;
}
