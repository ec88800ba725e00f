using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Runs.Models;

/// <summary>Draws samples from a model with Markov chains.</summary>
internal abstract class Sampler
{
    /// <summary>Initializes chains.</summary>
    /// <param name="count">The number of chains, at least 1.</param>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="examples">The examples to start from, [count, inputs]; null to start from independent units.</param>
    public abstract SampleChains Start(int count, RandomStream random, States? examples = null);
}
