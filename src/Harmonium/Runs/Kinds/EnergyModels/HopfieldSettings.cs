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
    /// <summary>The rule that stores patterns.</summary>
    [Setting("how patterns are stored")]
    public StorageRule Rule { get; init; } = StorageRule.PseudoInverse;

    /// <summary>The values of neurons.</summary>
    [Setting("the values of neurons")]
    public NeuronValues Values { get; init; } = NeuronValues.Binary;

    /// <summary>
    /// How many examples are stored, one of each class in turn where there are labels, at least 1; null for 26, or all where there are fewer.
    /// </summary>
    [Setting("how many examples are stored, one of each class in turn where there are labels", AtLeast = 1, Default = "26")]
    public int? Patterns { get; init; }

    /// <summary>κ of the perceptron rule, at least 0: the field that every neuron of a stored pattern must have on its own side.</summary>
    [Setting("the field that the perceptron rule gives every neuron", AtLeast = 0)]
    public double Margin { get; init; } = 1;

    /// <summary>How many times the perceptron rule sees all patterns at most, at least 1.</summary>
    [Setting("the most passes of the perceptron rule over all patterns", AtLeast = 1)]
    public int Epochs { get; init; } = 1000;

    /// <summary>The share of synapses that are removed afterward, the weakest first, 0 to below 1.</summary>
    [Setting("the share of synapses that are removed afterward, the weakest first", AtLeast = 0, Below = 1)]
    public double RemoveWeakest { get; init; }

    /// <summary>How data are read.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <summary>The options of storing.</summary>
    internal StorageOptions Options => new() { Rule = Rule, Values = Values, Margin = Margin, Epochs = Epochs, RemoveWeakest = RemoveWeakest, Seed = Seed };

    /// <summary>The examples that are stored.</summary>
    internal Dataset Chosen(Dataset train) => ClassSpread.Take(train, Math.Min(Patterns ?? 26, train.Count), Seed);
}
