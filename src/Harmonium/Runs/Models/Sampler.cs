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

    /// <summary>The number of classes of which samples can be drawn; 0 if the model has none.</summary>
    public virtual int Classes => 0;

    /// <summary>Initializes chains that sample examples of one class, with the label units clamped.</summary>
    /// <param name="label">The class, counted from 0.</param>
    /// <param name="count">The number of chains, at least 1.</param>
    /// <param name="random">The source of random numbers.</param>
    /// <exception cref="NotSupportedException"><see cref="Classes"/> is 0.</exception>
    public virtual SampleChains StartInClass(int label, int count, RandomStream random) =>
        throw new NotSupportedException("This model has no label units, so it cannot sample one class.");
}
