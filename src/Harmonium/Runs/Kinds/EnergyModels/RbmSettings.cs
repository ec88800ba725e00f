using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The settings of a restricted Boltzmann machine; the defaults give good models of images such as those of MNIST.</summary>
public sealed record RbmSettings : SingleStageSettings
{
    /// <summary>How many hidden units, at least 1; 500 (Salakhutdinov &amp; Murray 2008).</summary>
    [Setting("hidden units", AtLeast = 1)]
    public int Hidden { get; init; } = 500;

    /// <summary>The kind of the visible units, a name of <see cref="UnitKind.All"/>.</summary>
    [Setting("the kind of the visible units", Value = "kind", Names = typeof(UnitKind))]
    public string Visible { get; init; } = "bernoulli";

    /// <summary>The kind of the hidden units, a name of <see cref="UnitKind.All"/>.</summary>
    [Setting("the kind of the hidden units", Value = "kind", Names = typeof(UnitKind))]
    public string HiddenUnits { get; init; } = "bernoulli";

    /// <summary>How many trials a binomial unit counts, 1 to 10,000; null for 255, the gray levels of a byte.</summary>
    [Setting("what a binomial unit counts up to", AtLeast = 1, AtMost = 10_000, Default = "255")]
    public int? Trials { get; init; }

    /// <summary>How many units a block of categorical units has, at least 2; null where no units are categorical.</summary>
    [Setting("units per block of categorical units", AtLeast = 2)]
    public int? Categories { get; init; }

    /// <summary>Whether the variance of Gaussian visible units is learned (Cho, Ilin, Raiko 2011) or 1.</summary>
    [Setting("the variance of gaussian visible units, learned or fixed at 1", Aliases = ["learnVariance"])]
    public VarianceKind Variance { get; init; }

    /// <summary>The hidden biases at the start; far below 0, hidden units are seldom active.</summary>
    [Setting("the hidden biases at the start")]
    public double HiddenBias { get; init; }

    /// <summary>How gray values become binary for Bernoulli visible units; drawn at each visit (Salakhutdinov &amp; Murray 2008).</summary>
    [Setting("how gray values become binary for bernoulli visible units", Aliases = ["binarise"])]
    public Binarization Binarize { get; init; } = Binarization.Sampled;

    /// <summary>The metric that decides when to stop and which epoch was best, a name of <see cref="RbmMonitor.All"/>.</summary>
    [Setting("the metric that patience watches", Value = "monitor", Names = typeof(RbmMonitor))]
    public string StopOn { get; init; } = "validationPseudoLogLikelihood";

    /// <summary>How the gradient is estimated.</summary>
    [SettingsGroup("Gradient")]
    public EnergySettings Energy { get; init; } = new();

    /// <summary>How data are read.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <inheritdoc/>
    public override Binarization Binarization => Visible == "bernoulli" ? Binarize : Binarization.None;

    /// <summary>
    /// Nothing holds a Gaussian unit back whose reconstructions grow, hence a rate that is one or two orders of magnitude below that of binary
    /// ones (Hinton 2010, section 13.2). Only Bernoulli units have gray values made binary. Documents of different lengths have no offset of their own.
    /// </summary>
    public override KindSettings Effective() => this with
    {
        Binarize = Binarization,
        Optimizer = Optimizer with { LearningRate = Optimizer.LearningRate ?? (Visible == "gaussian" ? 0.005 : 0.05) },
        Energy = Energy.Effective(Visible == "replicated-softmax" ? OffsetKind.None : OffsetKind.Centered),
    };

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Categories is null && (Visible == "categorical" || HiddenUnits == "categorical"))
            throw new ConfigurationException("categories",
                "Categorical units stand in blocks of one size; say how many units a block has, such as `categories=10`.");
        if (Visible == "replicated-softmax" && Energy.Offsets != OffsetKind.None)
            throw new ConfigurationException("offsets",
                "Counts of documents of different lengths have no offset of their own. Choose the plain gradient: `offsets=none`.");
        _ = Optimizer.NewOptimizer();
    }

    /// <summary>Fields of units that are made with these settings.</summary>
    /// <param name="kind">The kind of the units.</param>
    /// <param name="examples">What they learn from.</param>
    internal UnitFields FieldsOf(string kind, Dataset examples) => new()
    {
        Trials = Trials ?? 255,
        Categories = Categories ?? 2,
        LearnsVariance = Variance == VarianceKind.Learned && kind == Visible,
        Length = kind == "replicated-softmax" ? UnitValues.UsualTotal(examples) : 1,
    };
}
