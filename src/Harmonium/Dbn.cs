using Harmonium.Runs;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Models;

namespace Harmonium;

/// <summary>
/// A deep belief network: features, samples, bounds of the log-likelihood and, if it was trained on labeled data, classes (Hinton, Osindero, Teh 2006).
/// </summary>
public sealed class Dbn : ExampleModel<Dbn, DbnSettings>
{
    internal Dbn(StoredModel stored)
        : base(stored)
    {
    }

    /// <summary>Draws samples of one class by Gibbs sampling in the top RBM with the label units clamped, then an ancestral pass down.</summary>
    /// <param name="label">The class, counted from 0; <see cref="Model.ClassNames"/> has the names.</param>
    /// <param name="count">The number of samples, each of a chain of its own, at least 1.</param>
    /// <param name="sweeps">The number of Gibbs sweeps of every chain, at least 1.</param>
    /// <param name="seed">The seed of the sampling.</param>
    /// <returns>The visible states, [count, columns].</returns>
    /// <exception cref="NotSupportedException">The model has no label units.</exception>
    public float[,] SampleClass(int label, int count, int sweeps = DefaultSweeps, ulong seed = 1)
    {
        int classes = Need(Core.Classifier, ModelParts.Classifier, nameof(SampleClass)).Classes;
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        return Swept((chains, random) => Core.Sampler!.StartInClass(label, chains, random), count, sweeps, seed);
    }
}
