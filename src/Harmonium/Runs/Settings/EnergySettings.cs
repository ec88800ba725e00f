using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Penalties;
using Harmonium.Machines;

namespace Harmonium.Runs.Settings;

/// <summary>How the gradient of an energy model is estimated and shaped.</summary>
public sealed record EnergySettings
{
    /// <summary>How the gradient is estimated, a name of <see cref="GradientMethod.All"/>; persistent contrastive divergence (Tieleman 2008).</summary>
    [Setting("how the gradient is estimated: cd and pcd (contrastive divergence, persistent), fpcd (with fast weights), pt (parallel tempering), ptt " +
        "(trajectory tempering), mean-field, tap (second-order mean field), exact (small models)", Names = typeof(GradientMethod))]
    public string Method { get; init; } = "pcd";

    /// <summary>How many Gibbs sweeps, or mean-field updates, a step makes, at least 1.</summary>
    [Setting("Gibbs sweeps per step", AtLeast = 1)]
    public int K { get; init; } = 1;

    /// <summary>How many persistent chains, at least 1; 100 (Tieleman 2008).</summary>
    [Setting("persistent chains; per temperature where there are several", AtLeast = 1)]
    public int Chains { get; init; } = 100;

    /// <summary>How many temperatures parallel tempering has, at least 2; null for 10 (Desjardins et al. 2010).</summary>
    [Setting("temperatures of pt", AtLeast = 2, Default = "10")]
    public int? Temperatures { get; init; }

    /// <summary>The learning rate of fast weights, above 0; null for that of the others at the start (Tieleman &amp; Hinton 2009).</summary>
    [Setting("the learning rate of the fast weights of fpcd", Above = 0, Default = "the learning rate")]
    public double? FastLearningRate { get; init; }

    /// <summary>
    /// The share of the chains that must remain effective after a step, between 0 and 1, or else the step is undone; null to keep every step.
    /// </summary>
    [Setting("undo a step after which a smaller share of the chains is effective", Above = 0, Below = 1, Default = "keep every step")]
    public double? LeastEffectiveShare { get; init; }

    /// <summary>What is subtracted from states before they are correlated; the data's means (Melchior, Fischer, Wiskott 2016).</summary>
    [Setting("what is subtracted from states before they are correlated", Default = "centered; none for documents",
        FormerValues = ["centred=centered", "standardised=standardized"])]
    public OffsetKind? Offsets { get; init; }

    /// <summary>Whether the gradient is centered: a shorter way to say <see cref="Offsets"/>; null to leave it to them.</summary>
    [Setting("the centered gradient; false for the plain one", Default = "as offsets say", Aliases = ["centred"])]
    public bool? Centered { get; init; }

    /// <summary>How fast the offsets follow the data, 0 to 1; 0.01 (Melchior et al. 2016).</summary>
    [Setting("how fast the offsets follow the data", AtLeast = 0, AtMost = 1)]
    public double OffsetRate { get; init; } = 0.01;

    /// <summary>The wanted mean activation of hidden units, between 0 and 1 (Hinton 2010, section 11); null for none.</summary>
    [Setting("the target mean activation of hidden units", Above = 0, Below = 1)]
    public double? SparsityTarget { get; init; }

    /// <summary>The weight of the sparsity penalty, at least 0.</summary>
    [Setting("the weight of the sparsity penalty", AtLeast = 0)]
    public double SparsityCost { get; init; } = 0.1;

    /// <summary>How much of the running mean activation is kept per step, 0 to below 1; 0.9 to 0.99 (Hinton 2010, section 11).</summary>
    [Setting("how much of the running mean activation is kept per step", AtLeast = 0, Below = 1)]
    public double SparsityDecay { get; init; } = 0.95;

    /// <summary>The sparsity penalty.</summary>
    [Setting("the sparsity penalty")]
    public SparsityKind SparsityKind { get; init; } = SparsityKind.CrossEntropy;

    /// <summary>The standard deviation of the first weights, at least 0; 0.01 (Hinton 2010, section 8).</summary>
    [Setting("the standard deviation of the first weights", AtLeast = 0)]
    public double WeightScale { get; init; } = 0.01;

    /// <summary>The settings with the offsets filled in.</summary>
    /// <param name="usual">The offsets where none are asked for.</param>
    public EnergySettings Effective(OffsetKind usual = OffsetKind.Centered) =>
        this with { Offsets = Centered is { } centered ? centered ? OffsetKind.Centered : OffsetKind.None : Offsets ?? usual, Centered = null };

    /// <summary>The options of the learner.</summary>
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

    /// <summary>The estimator of a machine's gradient.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="rbm">The machine as an RBM, which the exact gradient needs; null where it is none.</param>
    /// <param name="optimizer">The settings whose learning rate fast weights take.</param>
    /// <param name="seed">The seed of the chains.</param>
    /// <exception cref="ConfigurationException">The method cannot work on such a machine.</exception>
    internal GradientEstimator Estimator(BoltzmannMachine machine, RestrictedBoltzmannMachine? rbm, OptimizerSettings optimizer, ulong seed) =>
        GradientMethod.Find(Method)!.CreateFor(machine, rbm, this, optimizer, seed);
}
