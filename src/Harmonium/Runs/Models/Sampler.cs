using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Runs.Models;

/// <summary>Draws samples of a model by Markov chains.</summary>
public abstract class Sampler
{
    /// <summary>Chains at their start.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="random">The numbers of the start.</param>
    /// <param name="examples">Examples to start from, [count, inputs]; null to start from independent units.</param>
    public abstract SampleChains Start(int count, RandomStream random, States? examples = null);
}
