using Harmonium.Learning.Penalties;
using Harmonium.Learning.Schedules;

namespace Harmonium.Learning.EnergyModels;

/// <summary>How an energy model moves along its gradient.</summary>
public sealed record EnergyLearningOptions
{
    /// <summary>η, the learning rate; 0.01 to 0.1 for binary units (Hinton 2010, section 7).</summary>
    public Schedule LearningRate { get; init; } = 0.05;

    /// <summary>How much of the velocity is kept; 0.5 at first, then 0.9 (Hinton 2010, section 9.1).</summary>
    public Schedule Momentum { get; init; } = 0.0;

    /// <summary>What is subtracted from states before they are correlated.</summary>
    public OffsetKind Offsets { get; init; } = OffsetKind.Centered;

    /// <summary>
    /// What is added to the variances of <see cref="OffsetKind.Standardized"/>, at least 0, so that units that hardly ever change do not
    /// take steps without measure.
    /// </summary>
    public double VarianceFloor { get; init; } = 0.05;

    /// <summary>How fast the offsets of <see cref="OffsetKind.Centered"/> follow the data, 0 to 1 (0.01 in Melchior et al. 2016).</summary>
    public double OffsetRate { get; init; } = 0.01;

    /// <summary>The weight of ½ Σ w²; 0 to 0.01, typically 0.0002 (Hinton 2010, section 10).</summary>
    public double L2 { get; init; }

    /// <summary>The weight of Σ |w|.</summary>
    public double L1 { get; init; }

    /// <summary>The largest length of a hidden unit's incoming weight vector; null for no limit (Srivastava et al. 2014, section 5.1).</summary>
    public double? MaximumNorm { get; init; }

    /// <summary>A target for the mean activation of hidden Bernoulli units; null for none.</summary>
    public SparsityOptions? Sparsity { get; init; }

    /// <summary>
    /// A constant taken off the gradient of every hidden bias, which makes hidden units rest more often: the sparse variant of Larochelle &amp;
    /// Bengio 2008 (section 6.1), who take 10⁻⁴ off each bias after each update whatever the learning rate; 0 for none.
    /// </summary>
    public double SparsityBiasDecrement { get; init; }

    /// <summary>
    /// The share of the training, 0 to 1, after which parameters are averaged over the steps that are left, the average being the
    /// result (Polyak &amp; Juditsky 1992); null for no averaging.
    /// </summary>
    public double? AverageFrom { get; init; }

    /// <summary>
    /// The share of the chains, 0 to 1, that must remain effective after a step, by the weights that carry them from the machine before
    /// it to the machine after; below it the step is undone and the rate halved (Carbone, Hua, Coste, Vanden-Eijnden 2023 resample
    /// there). 0.5 is strict; null keeps every step.
    /// </summary>
    public double? LeastEffectiveShare { get; init; }

    internal void Validate()
    {
        if (!(VarianceFloor >= 0 && double.IsFinite(VarianceFloor)))
            throw new ArgumentException($"The floor of the variances must be a finite number, 0 or above; it is {VarianceFloor}.");
        if (LeastEffectiveShare is { } share && share is not (> 0 and < 1))
            throw new ArgumentException($"The least effective share of the chains lies between 0 and 1; it is {share}.");
        if (OffsetRate is not (>= 0 and <= 1))
            throw new ArgumentException($"The offset rate lies in [0, 1]; it is {OffsetRate}.");
        if (!(L2 >= 0) || !(L1 >= 0))
            throw new ArgumentException($"L1 and L2 must not be negative; they are {L1} and {L2}.");
        if (!(SparsityBiasDecrement >= 0 && double.IsFinite(SparsityBiasDecrement)))
            throw new ArgumentException($"What is taken off the hidden biases is a finite number, 0 or above; it is {SparsityBiasDecrement}.");
        if (MaximumNorm is { } norm && !(norm > 0))
            throw new ArgumentException($"The maximum norm must be above 0; it is {norm}.");
        if (AverageFrom is { } start && start is not (>= 0 and < 1))
            throw new ArgumentException($"Averaging starts at a share of the training in [0, 1); it is {start}.");
        Sparsity?.Validate();
    }
}
