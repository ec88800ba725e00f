using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Runs.Models;

/// <summary>Markov chains of a model. The current state of each chain is a sample.</summary>
internal abstract class SampleChains
{
    /// <summary>Moves every chain one sweep.</summary>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="number">The number of the sweep, from 1.</param>
    public abstract void Sweep(RandomStream random, int number);

    /// <summary>The visible states, [chains, inputs].</summary>
    public abstract States States { get; }

    /// <summary>The means of the visible units given the hidden states, [chains, inputs].</summary>
    public abstract Tensor Means { get; }

    /// <summary>The mean free energy of the visible states in nats; null if the model does not define it.</summary>
    public abstract double? MeanFreeEnergy { get; }
}
