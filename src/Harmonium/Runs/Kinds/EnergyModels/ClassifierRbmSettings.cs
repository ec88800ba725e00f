using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The settings of a classification RBM.</summary>
public sealed record ClassifierRbmSettings() : SingleStageSettings(null, new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 0.5, Momentum = 0.9, AverageFrom = 0.7 })
{
    /// <summary>How many hidden units, at least 1; 500 (Larochelle &amp; Bengio 2008, table 1).</summary>
    [Setting("hidden units", AtLeast = 1)]
    public int Hidden { get; init; } = 500;

    /// <summary>The objective; both log p(y | v) and log p(v, y), which classifies best (Larochelle &amp; Bengio 2008, table 1).</summary>
    [Setting("what learning maximizes")]
    public ClassifierObjective Objective { get; init; } = ClassifierObjective.Hybrid;

    /// <summary>α, the weight of log p(v, y) in a hybrid objective, at least 0; 0.01 (Larochelle &amp; Bengio 2008, table 1).</summary>
    [Setting("the weight of log p(example, label) in a hybrid objective", AtLeast = 0)]
    public double GenerativeWeight { get; init; } = 0.01;

    /// <summary>β, the weight of log p(v) of examples whose label is not known, at least 0.</summary>
    [Setting("the weight of log p(example) where the label is not used", AtLeast = 0, Aliases = ["unlabelledWeight"])]
    public double UnlabeledWeight { get; init; } = 0.01;

    /// <summary>Of how many examples the label is used, drawn at random, at least 1; null for all.</summary>
    [Setting("use the labels of so many examples only, drawn at random", AtLeast = 1, Default = "all", Aliases = ["labelled"])]
    public int? Labeled { get; init; }

    /// <summary>
    /// How the generative gradient is estimated, a name of <see cref="GradientMethod.All"/>; contrastive divergence (Larochelle &amp; Bengio 2008).
    /// </summary>
    [Setting("how the gradient of the generative part is estimated", Names = typeof(GradientMethod))]
    public string Method { get; init; } = "cd";

    /// <summary>How many persistent chains, at least 1; 100 (Tieleman 2008).</summary>
    [Setting("persistent chains of the generative part; per temperature where there are several", AtLeast = 1)]
    public int Chains { get; init; } = 100;

    /// <summary>What is subtracted from states before they are correlated; only for a generative objective.</summary>
    [Setting("what is subtracted from states before they are correlated, for a generative objective")]
    public OffsetKind Offsets { get; init; } = OffsetKind.None;

    /// <summary>How many Gibbs sweeps a step of the generative part makes, at least 1.</summary>
    [Setting("Gibbs sweeps per step of the generative part", AtLeast = 1)]
    public int K { get; init; } = 1;

    /// <summary>The share of inputs dropped at each visit, 0 to below 1; 0.2 (Srivastava et al. 2014).</summary>
    [Setting("the share of inputs dropped at each visit", AtLeast = 0, Below = 1)]
    public double InputDropout { get; init; } = 0.2;

    /// <summary>The share of hidden units dropped at each visit, 0 to below 1 (Tomczak 2013).</summary>
    [Setting("the share of hidden units dropped at each visit", AtLeast = 0, Below = 1)]
    public double HiddenDropout { get; init; }

    /// <summary>How much of the target is spread over all classes, 0 to below 1 (Szegedy et al. 2016).</summary>
    [Setting("the share of the target that is spread over all classes", AtLeast = 0, Below = 1)]
    public double LabelSmoothing { get; init; }

    /// <summary>The Euclidean norm of the adversarial perturbation of examples, at least 0 (Goodfellow, Shlens, Szegedy 2015).</summary>
    [Setting("the norm of the adversarial perturbation of examples", AtLeast = 0)]
    public double AdversarialShift { get; init; }

    /// <summary>
    /// What is subtracted from the gradient of every hidden bias, at least 0: the sparse variant (Larochelle &amp; Bengio 2008, section 6.1).
    /// </summary>
    [Setting("what is subtracted from the gradient of the hidden biases: the sparse variant", AtLeast = 0, Aliases = ["hiddenBiasDrop"])]
    public double SparsityBiasDecrement { get; init; }

    /// <summary>What the range of the first weights, m^(−½) with m the larger side of their matrix, is multiplied by, at least 0.</summary>
    [Setting("what the range of the first weights is multiplied by", AtLeast = 0)]
    public double WeightScale { get; init; } = 1;

    /// <summary>The hidden biases at the start; below 0 most units rest (Hinton 2010, section 8.1).</summary>
    [Setting("the hidden biases at the start")]
    public double HiddenBias { get; init; } = -3;

    /// <summary>How gray values become binary; not at all, gray values being taken as means (Larochelle &amp; Bengio 2008).</summary>
    [Setting("how gray values become binary", Aliases = ["binarise"])]
    public Binarization Binarize { get; init; } = Binarization.None;

    /// <summary>How data are read.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Objective == ClassifierObjective.Generative && Labeled is not null)
            throw new ConfigurationException("labeled",
                "A generative objective has no use for examples without a label. Take a hybrid objective, whose `unlabeledWeight` says how much they weigh.");
        if (Objective != ClassifierObjective.Generative && Offsets != OffsetKind.None)
        {
            throw new ConfigurationException("offsets",
                "The exact gradient of log p(label | example) has no two phases from which offsets could be subtracted. Take a generative objective, or " +
                    "offsets none.");
        }

        _ = Optimizer.NewOptimizer();
    }

    /// <summary>How the gradient of the generative part is estimated and shaped.</summary>
    internal EnergySettings Energy => new() { Method = Method, K = K, Chains = Chains, Offsets = Offsets };
}
