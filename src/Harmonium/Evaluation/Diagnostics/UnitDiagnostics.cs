using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Evaluation.Diagnostics;

/// <summary>Diagnostics of hidden units: dead units are almost always off over the data, saturated units almost always on.</summary>
internal sealed record UnitDiagnostics
{
    /// <summary>A unit with a mean activation below this is dead.</summary>
    public const double DeadBelow = 0.01;

    /// <summary>A unit with a mean activation above this is saturated.</summary>
    public const double SaturatedAbove = 0.99;

    /// <summary>The mean of M[h | v] over the data, per hidden unit.</summary>
    public required IReadOnlyList<double> MeanActivations { get; init; }

    /// <summary>The fraction of dead hidden units, 0 to 1.</summary>
    public double Dead => MeanActivations.Count(mean => mean < DeadBelow) / (double)MeanActivations.Count;

    /// <summary>The fraction of saturated hidden units, 0 to 1.</summary>
    public double Saturated => MeanActivations.Count(mean => mean > SaturatedAbove) / (double)MeanActivations.Count;

    /// <summary>Computes the diagnostics of a machine's hidden units over data.</summary>
    /// <exception cref="ArgumentException">The data do not match the machine, or the hidden units are not Bernoulli.</exception>
    public static UnitDiagnostics Of(RestrictedBoltzmannMachine rbm, VisibleData data) => Of(rbm?.Machine!, data);

    /// <summary>
    /// Computes the diagnostics of a machine's hidden units over data, one hidden layer after another. Coupled hidden layers have mean-field means.
    /// </summary>
    /// <exception cref="ArgumentException">The data do not match the machine, or hidden units are not Bernoulli.</exception>
    /// <exception cref="InvalidOperationException">Hidden units are coupled, and the layers do not form two sides.</exception>
    public static UnitDiagnostics Of(BoltzmannMachine machine, MachineData data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        Layer[] hidden = [.. machine.LayersOf(LayerRole.Hidden)];
        if (hidden.FirstOrDefault(layer => layer.Units is not Bernoulli) is { } other)
            throw new ArgumentException($"Dead and saturated units are defined for Bernoulli units; these are {other.Units.Kind}.", nameof(machine));
        HiddenPosterior posterior = new(machine);
        double[] means = new double[hidden.Sum(layer => layer.Units.Count)];
        foreach (MachineState block in data.Blocks(machine))
        {
            MachineState state = posterior.MeansOf(block);
            Span<double> ofLayer = means;
            foreach (Layer layer in hidden)
            {
                Tensor weights = Tensor.Filled(1, block.Rows).To(state[layer].Device);
                ReadOnlySpan<float> sums = state[layer].WeightedSum(weights).AsSpan();
                for (int j = 0; j < sums.Length; j++)
                    ofLayer[j] += (double)sums[j] / data.Count;
                ofLayer = ofLayer[sums.Length..];
            }
        }

        return new UnitDiagnostics { MeanActivations = means };
    }
}
