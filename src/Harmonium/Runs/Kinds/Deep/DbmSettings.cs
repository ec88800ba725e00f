using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Sampling;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>
/// The settings of a deep Boltzmann machine. All layers are trained together from random weights, which centering makes possible (Montavon &amp; Müller 2012).
/// </summary>
public sealed record DbmSettings : SingleStageSettings
{
    /// <summary>The number of units of each hidden layer, from the bottom up, separated by commas.</summary>
    [Setting("the number of units of each hidden layer, from the bottom up, separated by commas", Value = "list")]
    public string Hidden { get; init; } = "500,500";

    /// <summary>The kind of the visible units, a name of <see cref="DeepVisibleUnits"/>. Gaussian units have variance 1.</summary>
    [Setting("the kind of the visible units: bernoulli (0 or 1), spin (±1), gaussian (real values of variance 1), truncated-gaussian (nonnegative values), " +
        "poisson (counts), binomial (counts up to 255), truncated-exponential (values from 0 to 1)", Value = "kind", Names = typeof(DeepVisibleUnits))]
    public string Visible { get; init; } = "bernoulli";

    /// <summary>The initial hidden biases; −1 (Montavon &amp; Müller 2012).</summary>
    [Setting("the initial value of the hidden biases")]
    public double HiddenBias { get; init; } = -1;

    /// <summary>The largest number of mean-field sweeps per step, at least 1; 30 (Salakhutdinov &amp; Hinton 2009, code).</summary>
    [Setting("the largest number of mean-field sweeps per step", AtLeast = 1, Group = "Gradient")]
    public int MeanFieldSweeps { get; init; } = 30;

    /// <summary>
    /// The largest change of a mean in a sweep at which mean-field inference stops, at least 0; 0 for the largest number of sweeps.
    /// </summary>
    [Setting("stop mean-field inference when no mean changes by more than this in a sweep", AtLeast = 0, Group = "Gradient")]
    public double MeanFieldTolerance { get; init; } = 0.001;

    /// <summary>The binarization of gray values for Bernoulli visible units; sampled at each visit (Salakhutdinov &amp; Hinton 2009).</summary>
    [Setting("the binarization of gray values, for bernoulli visible units", Group = "Data")]
    public Binarization Binarize { get; init; } = Binarization.Sampled;

    /// <summary>The metric that early stopping monitors, a name of <see cref="DeepMonitors"/>.</summary>
    [Setting("the metric that early stopping monitors", Value = "metric", Names = typeof(DeepMonitors), Group = "Training")]
    public string StopOn { get; init; } = "validationReconstructionError";

    /// <summary>The estimator of the model phase.</summary>
    [SettingsGroup("Gradient")]
    public EnergySettings Energy { get; init; } = new();

    /// <summary>How the data are read and split.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <inheritdoc/>
    public override Binarization Binarization => Visible == "bernoulli" ? Binarize : Binarization.None;

    /// <summary>The number of units of each hidden layer, from the bottom up.</summary>
    /// <exception cref="ConfigurationException">The text is not a list of sizes.</exception>
    internal int[] Sizes => LayerSizes.Parse("hidden", Hidden);

    /// <inheritdoc/>
    public override KindSettings Effective() => this with
    {
        Binarize = Binarization,
        Optimizer = Optimizer with { LearningRate = Optimizer.LearningRate ?? (Visible == "gaussian" ? 0.005 : 0.05) },
        Energy = Energy.Effective(OffsetKind.Centered),
    };

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Sizes.Length == 0)
            throw new ConfigurationException("hidden", "It is empty; expected the number of units of at least one hidden layer, such as 500,500.");
        if (Energy.LeastEffectiveShare is not null && Sizes.Length > 1)
            throw new ConfigurationException("leastEffectiveShare", "It needs the free energy in closed form, which a machine with several hidden layers " +
                "does not have. Omit this setting, or use one hidden layer.");
        _ = Optimizer.NewOptimizer();
    }

    /// <summary>The settings of the training, in the form that all energy models with one visible layer share.</summary>
    internal RbmSettings Stage => new()
    {
        Seed = Seed,
        Visible = Visible,
        Variance = VarianceKind.Fixed,
        HiddenBias = HiddenBias,
        Binarize = Binarize,
        StopOn = StopOn,
        Schedule = Schedule,
        Optimizer = Optimizer,
        Energy = Energy with
        {
            Inference = new HiddenInference
            {
                MeanField = true,
                Start = MeanFieldStart.BottomUp,
                Sweeps = MeanFieldSweeps,
                Tolerance = MeanFieldTolerance,
            },
        },
        Data = Data,
    };
}
