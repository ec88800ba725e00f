using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Evaluation.Diagnostics;

/// <summary>Which hidden units do nothing: those that are almost always off, or almost always on, over data.</summary>
public sealed record HealthReport
{
    /// <summary>Below this mean activation a unit is called dead.</summary>
    public const double DeadBelow = 0.01;

    /// <summary>Above this mean activation a unit is called saturated.</summary>
    public const double SaturatedAbove = 0.99;

    /// <summary>The mean of M[h | v] over the data, a hidden unit.</summary>
    public required IReadOnlyList<double> MeanActivations { get; init; }

    /// <summary>The share of hidden units that are dead, 0 to 1.</summary>
    public double Dead => MeanActivations.Count(mean => mean < DeadBelow) / (double)MeanActivations.Count;

    /// <summary>The share of hidden units that are saturated, 0 to 1.</summary>
    public double Saturated => MeanActivations.Count(mean => mean > SaturatedAbove) / (double)MeanActivations.Count;

    /// <summary>The health of a machine's hidden units over data.</summary>
    /// <exception cref="ArgumentException">The data do not fit the machine, or the hidden units are not Bernoulli.</exception>
    public static HealthReport Of(Rbm rbm, VisibleData data)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(data);
        data.RequireFit(rbm.Visible);
        if (rbm.Hidden.Units is not Bernoulli)
            throw new ArgumentException($"Dead and saturated are said of Bernoulli hidden units; these are {rbm.Hidden.Units.Kind}.", nameof(rbm));
        double[] means = new double[rbm.Hidden.Units.Count];
        foreach (States block in data.Blocks(rbm.Weights.Device))
        {
            Tensor weights = Tensor.Filled(1, block.Rows).To(rbm.Weights.Device);
            ReadOnlySpan<float> sums = States.Dense(rbm.MeanHiddenFrom(block)).WeightedSum(weights).AsSpan();
            for (int j = 0; j < means.Length; j++)
                means[j] += (double)sums[j] / data.Count;
        }

        return new HealthReport { MeanActivations = means };
    }
}
