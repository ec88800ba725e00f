using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Evaluation.Diagnostics;

/// <summary>Which hidden units do nothing: those that are almost always off, or almost always on, over data.</summary>
public sealed record UnitDiagnostics
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
    public static UnitDiagnostics Of(RestrictedBoltzmannMachine rbm, VisibleData data) => Of(rbm?.Machine!, data);

    /// <summary>
    /// The health of the hidden units of a machine over data, its hidden layers one after the other; they are independent given the visible ones.
    /// </summary>
    /// <exception cref="ArgumentException">The data do not fit the machine, or hidden units are not Bernoulli.</exception>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled: their means have no closed form.</exception>
    public static UnitDiagnostics Of(BoltzmannMachine machine, MachineData data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        Layer[] hidden = [.. machine.LayersOf(LayerRole.Hidden)];
        if (hidden.FirstOrDefault(layer => layer.Units is not Bernoulli) is { } other)
            throw new ArgumentException($"Dead and saturated are said of Bernoulli hidden units; these are {other.Units.Kind}.", nameof(machine));
        double[] means = new double[hidden.Sum(layer => layer.Units.Count)];
        foreach (MachineState block in data.Blocks(machine))
        {
            MachineState state = machine.WithHiddenMeans(block);
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
