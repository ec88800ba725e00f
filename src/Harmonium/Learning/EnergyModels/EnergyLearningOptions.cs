using Harmonium.Learning.Penalties;
using Harmonium.Learning.Schedules;

namespace Harmonium.Learning.EnergyModels;

/// <summary>The options of <see cref="EnergyLearner"/>.</summary>
public sealed record EnergyLearningOptions
{
    /// <summary>η, the learning rate; 0.01 to 0.1 for binary units (Hinton 2010, section 7).</summary>
    public Schedule LearningRate { get; init; } = 0.05;

    /// <summary>The momentum: the fraction of the velocity kept per step; 0.5 at first, then 0.9 (Hinton 2010, section 9.1).</summary>
    public Schedule Momentum { get; init; } = 0.0;

    /// <summary>The offsets subtracted from states before the gradient is computed.</summary>
    public OffsetKind Offsets { get; init; } = OffsetKind.Centered;

    /// <summary>
    /// A constant added to the variances of <see cref="OffsetKind.Standardized"/>, at least 0. It limits the steps of units that rarely
    /// change.
    /// </summary>
    public double VarianceFloor { get; init; } = 0.05;

    /// <summary>The update rate of the offsets of <see cref="OffsetKind.Centered"/>, 0 to 1 (0.01 in Melchior et al. 2016).</summary>
    public double OffsetRate { get; init; } = 0.01;

    /// <summary>The weight of ½ Σ w²; 0 to 0.01, typically 0.0002 (Hinton 2010, section 10).</summary>
    public double L2 { get; init; }

    /// <summary>The weight of Σ |w|.</summary>
    public double L1 { get; init; }

    /// <summary>The maximum norm of a hidden unit's incoming weight vector; null for no limit (Srivastava et al. 2014, section 5.1).</summary>
    public double? MaximumNorm { get; init; }

    /// <summary>A target for the mean activation of hidden Bernoulli units; null for no target.</summary>
    public SparsityOptions? Sparsity { get; init; }

    /// <summary>
    /// The sparsity bias decrement: a constant subtracted from the gradient of every hidden bias, which makes hidden units sparser; 0 for none.
    /// Larochelle &amp; Bengio 2008 (section 6.1) subtract 10⁻⁴ from each bias after each update, independently of the learning rate.
    /// </summary>
    public double SparsityBiasDecrement { get; init; }

    /// <summary>
    /// The fraction of the training, 0 to 1, after which averaging starts. The result is the average of the parameters over the
    /// remaining steps (Polyak &amp; Juditsky 1992); null for no averaging.
    /// </summary>
    public double? AverageFrom { get; init; }

    /// <summary>
    /// The least fraction of chains, 0 to 1, that must remain effective after a step, computed from the importance weights between the
    /// model before and after the step. Below it, the step is undone and the learning rate is halved (Carbone, Hua, Coste, Vanden-Eijnden
    /// 2023 resample instead). 0.5 is strict; null keeps every step.
    /// </summary>
    public double? LeastEffectiveShare { get; init; }

    internal void Validate()
    {
        if (!(VarianceFloor >= 0 && double.IsFinite(VarianceFloor)))
            throw new ArgumentException($"The variance floor must be a finite number of at least 0; it is {VarianceFloor}.");
        if (LeastEffectiveShare is { } share && share is not (> 0 and < 1))
            throw new ArgumentException($"The least effective share of the chains must be between 0 and 1; it is {share}.");
        if (OffsetRate is not (>= 0 and <= 1))
            throw new ArgumentException($"The offset rate must be in [0, 1]; it is {OffsetRate}.");
        if (!(L2 >= 0) || !(L1 >= 0))
            throw new ArgumentException($"L1 and L2 must not be negative; they are {L1} and {L2}.");
        if (!(SparsityBiasDecrement >= 0 && double.IsFinite(SparsityBiasDecrement)))
            throw new ArgumentException($"The sparsity bias decrement must be a finite number of at least 0; it is {SparsityBiasDecrement}.");
        if (MaximumNorm is { } norm && !(norm > 0))
            throw new ArgumentException($"The maximum norm must be above 0; it is {norm}.");
        if (AverageFrom is { } start && start is not (>= 0 and < 1))
            throw new ArgumentException($"The start of averaging must be a fraction of the training in [0, 1); it is {start}.");
        Sparsity?.Validate();
    }
}
