using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The settings of a restricted Boltzmann machine. The defaults suit images such as those of MNIST.</summary>
public sealed record RbmSettings : SingleStageSettings
{
    /// <summary>The number of hidden units, at least 1; 500 (Salakhutdinov &amp; Murray 2008).</summary>
    [Setting("the number of hidden units", AtLeast = 1)]
    public int Hidden { get; init; } = 500;

    /// <summary>The kind of the visible units, a name of <see cref="UnitKind.All"/>.</summary>
    [Setting("the kind of the visible units: bernoulli (0 or 1), spin (±1), gaussian (real values), truncated-gaussian (nonnegative values), poisson " +
        "(counts), binomial (counts up to `trials`), categorical (one-hot blocks), replicated-softmax (word counts), truncated-exponential (values " +
        "from 0 to 1)", Value = "kind", Names = typeof(UnitKind))]
    public string Visible { get; init; } = "bernoulli";

    /// <summary>The kind of the hidden units, a name of <see cref="UnitKind.All"/>.</summary>
    [Setting("the kind of the hidden units", Value = "kind", Names = typeof(UnitKind))]
    public string HiddenUnits { get; init; } = "bernoulli";

    /// <summary>The number of trials of binomial units, 1 to 10,000; null for 255, the largest value of a byte.</summary>
    [Setting("the number of trials of binomial units", AtLeast = 1, AtMost = 10_000, Default = "255")]
    public int? Trials { get; init; }

    /// <summary>The number of categories (units per block) of categorical units, at least 2; null if no units are categorical.</summary>
    [Setting("the number of categories of categorical units", AtLeast = 2)]
    public int? Categories { get; init; }

    /// <summary>The variance of Gaussian visible units: learned (Cho, Ilin, Raiko 2011), or fixed at 1.</summary>
    [Setting("the variance of gaussian visible units: learned, or fixed at 1", Aliases = ["learnVariance"])]
    public VarianceKind Variance { get; init; }

    /// <summary>
    /// The initial hidden biases; null for 0, and for −3 if the visible units are Gaussian with learned variance and the hidden units Bernoulli. With a value
    /// far below 0, hidden units are rarely active. See <see cref="RbmInitialization.HiddenBias"/>.
    /// </summary>
    [Setting("the initial value of the hidden biases", Default = "0; -3 for gaussian visible units")]
    public double? HiddenBias { get; init; }

    /// <summary>
    /// The model file, run folder, or file of plain weights (safetensors or NPZ) with the initial parameters; null for random ones. The units must be of the
    /// same kinds and numbers.
    /// </summary>
    [Setting("a model file, run folder, or file of plain weights to start from, of the same sizes", Value = "path", Default = "random weights",
        Group = "Training")]
    public string? InitialWeights { get; init; }

    /// <summary>The orientation of <see cref="InitialWeights"/> without a description; null to tell it from their shape.</summary>
    [Setting("the orientation of initial weights without a description", Default = "told by the shape", Group = "Training")]
    public WeightOrientation? Orientation { get; init; }

    /// <summary>The binarization of gray values for Bernoulli visible units; sampled at each visit (Salakhutdinov &amp; Murray 2008).</summary>
    [Setting("the binarization of gray values, for bernoulli visible units", Aliases = ["binarise"], Group = "Data")]
    public Binarization Binarize { get; init; } = Binarization.Sampled;

    /// <summary>The metric that early stopping monitors, a name of <see cref="RbmMonitor.All"/>.</summary>
    [Setting("the metric that early stopping monitors", Value = "metric", Names = typeof(RbmMonitor), Group = "Training")]
    public string StopOn { get; init; } = "validationPseudoLogLikelihood";

    /// <summary>The gradient estimator.</summary>
    [SettingsGroup("Gradient")]
    public EnergySettings Energy { get; init; } = new();

    /// <summary>How the data are read and split.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <inheritdoc/>
    public override Binarization Binarization => Visible == "bernoulli" ? Binarize : Binarization.None;

    /// <summary>
    /// The learning rate and the weight scale of Gaussian units with learned variance depend on the number of units, see <see cref="For"/>. With a fixed
    /// variance the reconstructions are unbounded, and the learning rate is one or two orders of magnitude below that of binary units (Hinton 2010, section
    /// 13.2). Gray values are binarized only for Bernoulli units. Replicated softmax units have no offsets, because documents
    /// differ in length.
    /// </summary>
    public override KindSettings Effective() => this with
    {
        Binarize = Binarization,
        InitialWeights = InitialWeights is null ? null : Path.GetFullPath(InitialWeights),
        Optimizer = Optimizer with { LearningRate = Optimizer.LearningRate ?? (Standardizes ? null : Visible == "gaussian" ? 0.005 : 0.05) },
        Energy = Energy.Effective(Visible == "replicated-softmax" ? OffsetKind.None : OffsetKind.Centered,
            Standardizes && HiddenUnits is not ("gaussian" or "truncated-gaussian" or "poisson") ? null : 0.01),
        HiddenBias = HiddenBias ?? (Standardizes && HiddenUnits == "bernoulli" ? -3 : 0),
    };

    /// <summary>
    /// Fills in the defaults that depend on the number of visible units. Unbounded hidden units keep small weights, because large ones have
    /// no distribution. A step of rate η changes the input of a hidden unit to an example that it has just
    /// seen by η Σ z², about η times the number of visible units, and the mean of a visible unit likewise by the number of hidden ones. So the rate falls
    /// with the larger of the two.
    /// </summary>
    /// <param name="visible">The number of visible units.</param>
    internal RbmSettings For(int visible)
    {
        int larger = Math.Max(visible, Hidden);
        return this with
        {
            Optimizer = Optimizer with { LearningRate = Optimizer.LearningRate ?? Math.Min(0.05, 8.0 / larger) },
            Energy = Energy with { WeightScale = Energy.WeightScale ?? Math.Min(0.5, 2 / Math.Sqrt(larger)) },
        };
    }

    private bool Standardizes => Visible == "gaussian" && Variance == VarianceKind.Learned;

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Categories is null && (Visible == "categorical" || HiddenUnits == "categorical"))
            throw new ConfigurationException("categories",
                "It is not set, but categorical units need it. Set the number of units per block, such as `categories=10`.");
        if (Orientation is not null && InitialWeights is null)
            throw new ConfigurationException("orientation", "It needs `initialWeights`, because it tells how to read them. Add that, or omit this setting.");
        if (Visible == "replicated-softmax" && Energy.Offsets != OffsetKind.None)
            throw new ConfigurationException("offsets",
                "Replicated softmax units do not support offsets, because documents differ in length. Use the plain gradient: `offsets=none`.");
        _ = Optimizer.NewOptimizer();
    }

    /// <summary>Returns the fields of units with these settings.</summary>
    /// <param name="kind">The kind of the units.</param>
    /// <param name="examples">The training examples.</param>
    internal UnitFields FieldsOf(string kind, Dataset examples) => new()
    {
        Trials = Trials ?? 255,
        Categories = Categories ?? 2,
        LearnsVariance = Variance == VarianceKind.Learned && kind == Visible,
        Length = kind == "replicated-softmax" ? UnitValues.MeanTotal(examples) : 1,
    };
}
