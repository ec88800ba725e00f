using System.Text.Json;
using System.Text.Json.Serialization;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;

namespace Harmonium.Storage.Training;

/// <summary>
/// Everything that decides what a training of a classification RBM makes of its data; a JSON object holds it under the names of the
/// properties in camel case.
/// </summary>
public sealed record ClassifierTrainingSettings
{
    /// <summary>How many hidden units, at least 1; 500 (Larochelle &amp; Bengio 2008, table 1).</summary>
    public int Hidden { get; init; } = 500;

    /// <summary>What learning raises; both log p(y | v) and log p(v, y), which classifies best (Larochelle &amp; Bengio 2008, table 1).</summary>
    public ClassifierObjective Objective { get; init; } = ClassifierObjective.Hybrid;

    /// <summary>α, the weight of log p(v, y) in a hybrid objective, at least 0; 0.01 (Larochelle &amp; Bengio 2008, table 1).</summary>
    public double GenerativeWeight { get; init; } = 0.01;

    /// <summary>β, the weight of log p(v) of examples whose label is not known, at least 0.</summary>
    public double UnlabelledWeight { get; init; } = 0.01;

    /// <summary>Of how many examples the label is used, drawn at random, at least 1; null for all.</summary>
    public int? Labelled { get; init; }

    /// <summary>How many Gibbs sweeps a step of the generative part makes, at least 1.</summary>
    public int K { get; init; } = 1;

    /// <summary>The share of inputs dropped at each visit, 0 to below 1; 0.2 (Srivastava et al. 2014).</summary>
    public double InputDropout { get; init; } = 0.2;

    /// <summary>The share of hidden units dropped at each visit, 0 to below 1 (Tomczak 2013).</summary>
    public double HiddenDropout { get; init; }

    /// <summary>How much of the target is spread over all classes, 0 to below 1 (Szegedy et al. 2016).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The Euclidean length by which examples are moved towards the worse before they are learnt from, at least 0 (Goodfellow, Shlens, Szegedy 2015).</summary>
    public double AdversarialShift { get; init; }

    /// <summary>What is taken off the gradient of every hidden bias, at least 0: the sparse variant (Larochelle &amp; Bengio 2008, section 6.1).</summary>
    public double HiddenBiasDrop { get; init; }

    /// <summary>How many times every example is visited, at least 0.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>How many examples a step sees, at least 1.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>The learning rate at the start, above 0; falls on a straight line to a hundredth.</summary>
    public double LearningRate { get; init; } = 0.5;

    /// <summary>How much of the velocity is kept, 0 to below 1, with Nesterov's look-ahead (Sutskever et al. 2013).</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The weight of ½ Σ w², at least 0.</summary>
    public double L2 { get; init; }

    /// <summary>The share of the training, 0 to below 1, after which parameters are averaged (Polyak &amp; Juditsky 1992); null for no averaging.</summary>
    public double? AverageFrom { get; init; } = 0.7;

    /// <summary>What the range of the first weights, m^(−½) with m the larger side of their matrix, is multiplied by, at least 0.</summary>
    public double WeightScale { get; init; } = 1;

    /// <summary>The first hidden biases; below 0 most units rest at the start (Hinton 2010, section 8.1).</summary>
    public double HiddenBias { get; init; } = -3;

    /// <summary>How grey pixels become black and white; not at all, grey levels being taken as means (Larochelle &amp; Bengio 2008).</summary>
    public Binarisation Binarise { get; init; } = Binarisation.None;

    /// <summary>What to hold out for validation where the data have no such part: a fraction below 1, or a number of examples.</summary>
    public double Validation { get; init; }

    /// <summary>How many epochs without a lower error on the held-out part are borne, at least 1; null to make all epochs.</summary>
    public int? Patience { get; init; }

    /// <summary>Every how many epochs a checkpoint is saved, at least 1.</summary>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>Every how many steps a checkpoint is saved besides, at least 1; null for only after epochs.</summary>
    public int? CheckpointSteps { get; init; }

    /// <summary>How many examples are learnt from, drawn at random from those there are, at least 1; null for all.</summary>
    public int? Examples { get; init; }

    /// <summary>How many words a text is described by, at least 1; 5000 (Larochelle &amp; Bengio 2008).</summary>
    public int Vocabulary { get; init; } = 5000;

    /// <summary>What holds the labels of a table or an archive; null to find it by its name.</summary>
    public string? Labels { get; init; }

    /// <summary>The size, such as 28x28, to which every image of a folder is brought; null where all have one size.</summary>
    public string? ImageSize { get; init; }

    /// <summary>What every stored value is multiplied by; null for 1, or 1/255 for bytes.</summary>
    public double? Scale { get; init; }

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The settings of a JSON object; those that it does not name have their defaults.</summary>
    /// <exception cref="ConfigurationException">A name is not known, or a value is not of the right kind.</exception>
    public static ClassifierTrainingSettings FromJson(JsonElement json) =>
        TrainingSettingsJson.Read(json, new ClassifierTrainingSettings(), TrainingSettingsJson.Default.ClassifierTrainingSettings);

    /// <summary>All settings as a JSON object; those that are null are left out.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, TrainingSettingsJson.Default.ClassifierTrainingSettings);

    /// <summary>Refuses settings that make no sense.</summary>
    /// <exception cref="ConfigurationException">One lies outside its range.</exception>
    public void Validate() => new ClassifierSettingsCheck(this).Run();

    /// <summary>How the data are to be read.</summary>
    /// <exception cref="ConfigurationException">A size cannot be read.</exception>
    [JsonIgnore]
    public DataOptions DataOptions => new RbmTrainingSettings { Labels = Labels, ImageSize = ImageSize, Scale = Scale, Validation = Validation, Seed = Seed }.DataOptions with { Vocabulary = Vocabulary };
}
