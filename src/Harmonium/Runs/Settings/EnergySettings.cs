using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Penalties;
using Harmonium.Machines;

namespace Harmonium.Runs.Settings;

/// <summary>The gradient estimator of an energy model, centering, sparsity and weight initialization.</summary>
public sealed record EnergySettings
{
    /// <summary>The gradient estimator, a name of <see cref="GradientMethod.All"/>; persistent contrastive divergence (Tieleman 2008).</summary>
    [Setting("the gradient estimator: cd (contrastive divergence), pcd (persistent CD), fpcd (PCD with fast weights), pt (parallel tempering), ptt " +
        "(trajectory tempering), mean-field, tap (second-order mean field), exact (enumeration, for small models)", Names = typeof(GradientMethod))]
    public string Method { get; init; } = "pcd";

    /// <summary>The number of Gibbs sweeps, or of mean-field updates, per step, at least 1.</summary>
    [Setting("the number of Gibbs sweeps, or of mean-field updates, per step", AtLeast = 1)]
    public int K { get; init; } = 1;

    /// <summary>The number of persistent chains, at least 1; 100 (Tieleman 2008).</summary>
    [Setting("the number of persistent chains (per temperature for pt, per model for ptt)", AtLeast = 1)]
    public int Chains { get; init; } = 100;

    /// <summary>The number of temperatures of parallel tempering, at least 2; null for 10 (Desjardins et al. 2010).</summary>
    [Setting("the number of temperatures of pt", AtLeast = 2, Default = "10")]
    public int? Temperatures { get; init; }

    /// <summary>The learning rate of the fast weights, above 0; null for the initial learning rate (Tieleman &amp; Hinton 2009).</summary>
    [Setting("the learning rate of the fast weights of fpcd", Above = 0, Default = "the initial learning rate")]
    public double? FastLearningRate { get; init; }

    /// <summary>
    /// The minimum share of effective chains after a step, between 0 and 1. A step that leaves a smaller share is undone. Null to keep every step.
    /// </summary>
    [Setting("undo a step if the fraction of effective chains is smaller after it", Above = 0, Below = 1, Default = "keep every step")]
    public double? LeastEffectiveShare { get; init; }

    /// <summary>The offsets subtracted from the states in the gradient; the means of the data (Melchior, Fischer, Wiskott 2016).</summary>
    [Setting("the offsets subtracted from the states in the gradient", Default = "centered; none for replicated-softmax units",
        FormerValues = ["centred=centered", "standardised=standardized"])]
    public OffsetKind? Offsets { get; init; }

    /// <summary>True for the centered gradient, false for the plain one: a short form of <see cref="Offsets"/>. Null to use <see cref="Offsets"/>.</summary>
    [Setting("use the centered gradient; with `centered=false`, use the plain gradient; overrides `offsets`", Default = "see `offsets`",
        Aliases = ["centred"])]
    public bool? Centered { get; init; }

    /// <summary>The rate of the moving averages of the offsets, 0 to 1; 0.01 (Melchior et al. 2016).</summary>
    [Setting("the rate of the moving averages of the offsets", AtLeast = 0, AtMost = 1)]
    public double OffsetRate { get; init; } = 0.01;

    /// <summary>The target mean activation of hidden units, between 0 and 1 (Hinton 2010, section 11); null for no sparsity penalty.</summary>
    [Setting("the target mean activation of hidden units, for the sparsity penalty", Above = 0, Below = 1)]
    public double? SparsityTarget { get; init; }

    /// <summary>The weight of the sparsity penalty, at least 0.</summary>
    [Setting("the weight of the sparsity penalty", AtLeast = 0)]
    public double SparsityCost { get; init; } = 0.1;

    /// <summary>The decay rate of the running mean activation, 0 to below 1; 0.9 to 0.99 (Hinton 2010, section 11).</summary>
    [Setting("the decay rate of the running mean activation", AtLeast = 0, Below = 1)]
    public double SparsityDecay { get; init; } = 0.95;

    /// <summary>The form of the sparsity penalty.</summary>
    [Setting("the form of the sparsity penalty")]
    public SparsityKind SparsityKind { get; init; } = SparsityKind.CrossEntropy;

    /// <summary>
    /// The standard deviation of the initial weights, at least 0; null for 0.01 (Hinton 2010, section 8), and for 2 / √n with Gaussian visible units of
    /// learned variance, where n is the larger number of visible or hidden units. The weights of such units are those of standardized data.
    /// </summary>
    [Setting("the standard deviation of the initial weights", AtLeast = 0, Default = "0.01; 2/√n for gaussian visible units, n being the units of the " +
        "larger layer")]
    public double? WeightScale { get; init; }

    /// <summary>How hidden states are inferred from the data if hidden layers are coupled. A kind with such layers sets it.</summary>
    internal HiddenInference Inference { get; init; } = new();

    /// <summary>Returns the settings with the offsets filled in.</summary>
    /// <param name="defaultOffsets">The default offsets.</param>
    /// <param name="defaultWeightScale">The default standard deviation of the weights; null if it depends on the data.</param>
    public EnergySettings Effective(OffsetKind defaultOffsets = OffsetKind.Centered, double? defaultWeightScale = 0.01) => this with
    {
        Offsets = Centered is { } centered ? centered ? OffsetKind.Centered : OffsetKind.None : Offsets ?? defaultOffsets,
        Centered = null,
        WeightScale = WeightScale ?? defaultWeightScale,
    };

    /// <summary>Returns the options of the learner.</summary>
    internal EnergyLearningOptions LearningOptions(OptimizerSettings optimizer, int epochs) => new()
    {
        LearningRate = optimizer.RateOver(epochs),
        Momentum = optimizer.MomentumSchedule,
        Offsets = Offsets!.Value,
        OffsetRate = OffsetRate,
        LeastEffectiveShare = LeastEffectiveShare,
        L1 = optimizer.L1,
        L2 = optimizer.L2,
        MaximumNorm = optimizer.MaximumNorm,
        AverageFrom = optimizer.AverageFrom,
        Sparsity = SparsityTarget is { } target
            ? new SparsityOptions { Target = target, Cost = SparsityCost, Decay = SparsityDecay, Kind = SparsityKind }
            : null,
    };

    /// <summary>Creates the gradient estimator.</summary>
    /// <param name="machine">The energy model.</param>
    /// <param name="rbm">The same model as an RBM, for the exact gradient; null if it is not an RBM.</param>
    /// <param name="optimizer">The optimizer settings; the fast weights use their learning rate.</param>
    /// <param name="seed">The seed of the chains.</param>
    /// <exception cref="ConfigurationException">The method does not support the model.</exception>
    internal GradientEstimator Estimator(BoltzmannMachine machine, RestrictedBoltzmannMachine? rbm, OptimizerSettings optimizer, ulong seed) =>
        GradientMethod.Find(Method)!.CreateFor(machine, rbm, this, optimizer, seed);
}
