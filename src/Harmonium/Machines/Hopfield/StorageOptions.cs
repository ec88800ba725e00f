namespace Harmonium.Machines.Hopfield;

/// <summary>Options for storing patterns in a Hopfield network.</summary>
public sealed record StorageOptions
{
    /// <summary>The storage rule.</summary>
    public StorageRule Rule { get; init; } = StorageRule.Hebb;

    /// <summary>The values of the neurons in patterns and probes.</summary>
    public NeuronValues Values { get; init; } = NeuronValues.Spin;

    /// <summary>
    /// The fraction of synapses to remove after storing, from 0 up to but not including 1. The weakest are removed first: Hebb's extended rule
    /// predicts that a weakening synapse disappears. A network of random patterns loses little by it (Sompolinsky 1986).
    /// </summary>
    public double RemoveWeakest { get; init; }

    /// <summary>
    /// κ of the perceptron rule, at least 0: the smallest allowed field of a neuron in a stored pattern, in the direction of the neuron's value.
    /// Hebb's rule gives 1 on average.
    /// </summary>
    public double Margin { get; init; } = 1;

    /// <summary>The largest number of passes of the perceptron rule over all patterns, at least 1.</summary>
    public int Epochs { get; init; } = 1000;

    /// <summary>The seed of the order in which the perceptron rule visits the patterns.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Validate()
    {
        if (RemoveWeakest is not (>= 0 and < 1))
            throw new ArgumentException($"The fraction of removed synapses must be in [0, 1); it is {RemoveWeakest}.");
        if (!(Margin >= 0 && double.IsFinite(Margin)))
            throw new ArgumentException($"The margin must be at least 0; it is {Margin}.");
        if (Epochs < 1)
            throw new ArgumentException($"The perceptron rule needs at least one epoch; the limit is {Epochs}.");
    }
}
