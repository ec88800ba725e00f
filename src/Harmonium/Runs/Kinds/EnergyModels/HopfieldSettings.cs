using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Machines.Hopfield;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The settings of a Hopfield network.</summary>
public sealed record HopfieldSettings : KindSettings
{
    /// <summary>The storage rule.</summary>
    [Setting("the storage rule", Group = "Training")]
    public StorageRule Rule { get; init; } = StorageRule.PseudoInverse;

    /// <summary>The values of the neurons.</summary>
    [Setting("the values of the neurons: spin (±1) or binary (0 and 1)")]
    public NeuronValues Values { get; init; } = NeuronValues.Binary;

    /// <summary>
    /// The number of stored examples, at least 1, spread evenly over the classes of labeled data; null for 26, or for all if there are fewer.
    /// </summary>
    [Setting("the number of stored examples, spread evenly over the classes of labeled data", AtLeast = 1, Default = "26", Group = "Data")]
    public int? Patterns { get; init; }

    /// <summary>The margin κ of the perceptron rule, at least 0: the minimum field, in the right direction, of every neuron of a stored pattern.</summary>
    [Setting("the margin of the perceptron rule", AtLeast = 0, Group = "Training")]
    public double Margin { get; init; } = 1;

    /// <summary>The maximum number of passes of the perceptron rule over all patterns, at least 1.</summary>
    [Setting("the maximum number of passes of the perceptron rule over the patterns", AtLeast = 1, Group = "Training")]
    public int Epochs { get; init; } = 1000;

    /// <summary>The fraction of the weights that is set to 0 after storage, smallest magnitudes first, 0 to below 1.</summary>
    [Setting("the fraction of the weights that is set to 0 after storage, smallest magnitudes first", AtLeast = 0, Below = 1, Group = "Training")]
    public double RemoveWeakest { get; init; }

    /// <summary>How the data are read and split.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <summary>The storage options.</summary>
    internal StorageOptions Options => new() { Rule = Rule, Values = Values, Margin = Margin, Epochs = Epochs, RemoveWeakest = RemoveWeakest, Seed = Seed };

    /// <summary>Returns the examples to store.</summary>
    internal Dataset Chosen(Dataset train) => ClassSpread.Take(train, Math.Min(Patterns ?? 26, train.Count), Seed);
}
