using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The settings of a classification RBM.</summary>
public sealed record ClassifierRbmSettings() : SingleStageSettings(
    null, new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 0.5, Momentum = 0.9, AverageFrom = 0.7 })
{
    /// <summary>The number of hidden units, at least 1; 500 (Larochelle &amp; Bengio 2008, table 1).</summary>
    [Setting("the number of hidden units", AtLeast = 1)]
    public int Hidden { get; init; } = 500;

    /// <summary>The training objective; hybrid, which classifies best (Larochelle &amp; Bengio 2008, table 1).</summary>
    [Setting("the training objective", Group = "Training")]
    public ClassifierObjective Objective { get; init; } = ClassifierObjective.Hybrid;

    /// <summary>α, the weight of log p(v, y) in the hybrid objective, at least 0; 0.01 (Larochelle &amp; Bengio 2008, table 1).</summary>
    [Setting("the weight of log p(example, label) in the hybrid objective", AtLeast = 0, Group = "Training")]
    public double GenerativeWeight { get; init; } = 0.01;

    /// <summary>β, the weight of log p(v) of unlabeled examples in the hybrid objective, at least 0.</summary>
    [Setting("the weight of log p(example) of unlabeled examples in the hybrid objective", AtLeast = 0, Aliases = ["unlabelledWeight"], Group = "Training")]
    public double UnlabeledWeight { get; init; } = 0.01;

    /// <summary>The number of labeled examples, drawn at random, at least 1; the others are treated as unlabeled. Null for all.</summary>
    [Setting("use the labels of n examples, drawn at random, and treat the others as unlabeled", AtLeast = 1, Default = "all",
        Aliases = ["labelled"], Group = "Data")]
    public int? Labeled { get; init; }

    /// <summary>
    /// The gradient estimator of the generative term, a name of <see cref="GradientMethod.All"/>; contrastive divergence (Larochelle &amp; Bengio 2008).
    /// </summary>
    [Setting("the gradient estimator of the generative term", Names = typeof(GradientMethod), Group = "Gradient")]
    public string Method { get; init; } = "cd";

    /// <summary>The number of persistent chains, at least 1; 100 (Tieleman 2008).</summary>
    [Setting("the number of persistent chains of the generative term; per temperature for pt, per model for ptt", AtLeast = 1, Group = "Gradient")]
    public int Chains { get; init; } = 100;

    /// <summary>The offsets subtracted from the states in the gradient; only for the generative objective.</summary>
    [Setting("the offsets subtracted from the states in the gradient, for the generative objective", Group = "Gradient")]
    public OffsetKind Offsets { get; init; } = OffsetKind.None;

    /// <summary>The number of Gibbs sweeps of the generative term per step, at least 1.</summary>
    [Setting("the number of Gibbs sweeps of the generative term per step", AtLeast = 1, Group = "Gradient")]
    public int K { get; init; } = 1;

    /// <summary>The dropout rate of the inputs, 0 to below 1; 0.2 (Srivastava et al. 2014).</summary>
    [Setting("the dropout rate of the inputs", AtLeast = 0, Below = 1, Group = "Training")]
    public double InputDropout { get; init; } = 0.2;

    /// <summary>The dropout rate of the hidden units, 0 to below 1 (Tomczak 2013).</summary>
    [Setting("the dropout rate of the hidden units", AtLeast = 0, Below = 1, Group = "Training")]
    public double HiddenDropout { get; init; }

    /// <summary>Label smoothing: the fraction of the target that is spread over all classes, 0 to below 1 (Szegedy et al. 2016).</summary>
    [Setting("the fraction of the target that is spread over all classes (label smoothing)", AtLeast = 0, Below = 1, Group = "Training")]
    public double LabelSmoothing { get; init; }

    /// <summary>The Euclidean norm of the adversarial perturbation of examples, at least 0 (Goodfellow, Shlens, Szegedy 2015).</summary>
    [Setting("the norm of the adversarial perturbation of the examples", AtLeast = 0, Group = "Training")]
    public double AdversarialShift { get; init; }

    /// <summary>
    /// The value subtracted from the gradient of every hidden bias, at least 0. Above 0, hidden units become sparse (Larochelle &amp; Bengio 2008,
    /// section 6.1).
    /// </summary>
    [Setting("the value subtracted from the gradient of the hidden biases, for sparse hidden units", AtLeast = 0,
        Aliases = ["hiddenBiasDrop"], Group = "Training")]
    public double SparsityBiasDecrement { get; init; }

    /// <summary>
    /// The weights of the classes in log p(y | v), as in <see cref="Settings.ClassWeights"/>: <c>none</c>, <c>balanced</c>, or by name; not for the generative
    /// objective.
    /// </summary>
    [Setting(Settings.ClassWeights.Description, Value = "weights", Group = "Training")]
    public string ClassWeights { get; init; } = Settings.ClassWeights.None;

    /// <summary>The factor of the range of the initial weights, at least 0. The range is m^(−½), with m the larger side of their matrix.</summary>
    [Setting("the factor of the range of the initial weights", AtLeast = 0)]
    public double WeightScale { get; init; } = 1;

    /// <summary>The initial hidden biases. With a value below 0, most hidden units are inactive (Hinton 2010, section 8.1).</summary>
    [Setting("the initial value of the hidden biases")]
    public double HiddenBias { get; init; } = -3;

    /// <summary>The binarization of gray values; none, which uses gray values as means (Larochelle &amp; Bengio 2008).</summary>
    [Setting("the binarization of gray values", Aliases = ["binarise"], Group = "Data")]
    public Binarization Binarize { get; init; } = Binarization.None;

    /// <summary>How the data are read and split.</summary>
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
                "The generative objective cannot use unlabeled examples. Use `objective=hybrid`, with the weight `unlabeledWeight` for unlabeled examples.");
        Settings.ClassWeights.Check(ClassWeights);
        if (Objective == ClassifierObjective.Generative && ClassWeights != Settings.ClassWeights.None)
            throw new ConfigurationException("classWeights",
                "The generative objective models how frequent the classes are, so it has no class weights. Use `objective=hybrid` or " +
                "`objective=discriminative`.");
        if (Objective != ClassifierObjective.Generative && Offsets != OffsetKind.None)
        {
            throw new ConfigurationException("offsets",
                "Offsets are only supported by the generative objective. Use `objective=generative` or `offsets=none`.");
        }

        _ = Optimizer.NewOptimizer();
    }

    /// <summary>The gradient settings of the generative term.</summary>
    internal EnergySettings Energy => new() { Method = Method, K = K, Chains = Chains, Offsets = Offsets };
}
