namespace Harmonium.Machines.Hopfield;

/// <summary>How patterns are stored in a Hopfield net.</summary>
public sealed record StorageOptions
{
    /// <summary>The rule.</summary>
    public StorageRule Rule { get; init; } = StorageRule.Hebb;

    /// <summary>The values that the neurons have in patterns and probes.</summary>
    public NeuronValues Values { get; init; } = NeuronValues.Spin;

    /// <summary>
    /// The share of synapses, 0 up to 1, that are removed after storing, the weakest first: the end that Hebb's extended rule foresees for a
    /// synapse that weakens. A net of random patterns loses little by it (Sompolinsky 1986).
    /// </summary>
    public double RemoveWeakest { get; init; }

    /// <summary>
    /// κ of the perceptron rule, 0 or above: the field that every neuron of a stored pattern must at least have on its own side, where Hebb's rule gives 1 on
    /// average.
    /// </summary>
    public double Margin { get; init; } = 1;

    /// <summary>How often the perceptron rule goes through all patterns before it gives up, at least 1.</summary>
    public int Epochs { get; init; } = 1000;

    /// <summary>The seed of the order in which the perceptron rule sees the patterns.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Validate()
    {
        if (RemoveWeakest is not (>= 0 and < 1))
            throw new ArgumentException($"The share of removed synapses lies in [0, 1); it is {RemoveWeakest}.");
        if (!(Margin >= 0 && double.IsFinite(Margin)))
            throw new ArgumentException($"The margin is a number of at least 0; it is {Margin}.");
        if (Epochs < 1)
            throw new ArgumentException($"The perceptron rule needs at least one epoch; it has {Epochs}.");
    }
}
