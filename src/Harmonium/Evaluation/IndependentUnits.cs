using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Evaluation;

/// <summary>The baseline of a likelihood: the same visible units without couplings.</summary>
internal static class IndependentUnits
{
    /// <summary>
    /// Returns the mean log p(v) = −E(v) − log Σₓ exp(−E(x)) of data under units fitted to training data
    /// (<see cref="LayerUnits.FitIndependently(ColumnMoments)"/>), in nats per example.
    /// </summary>
    /// <param name="units">The kind and number of units. Their own parameters are ignored.</param>
    /// <param name="training">The data to fit the units to.</param>
    /// <param name="data">The data to evaluate.</param>
    /// <exception cref="ArgumentException">The training data or the data have a different number of units.</exception>
    public static double MeanLogLikelihood(LayerUnits units, VisibleData training, VisibleData data)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(data);
        if (training.Columns != units.Count || data.Columns != units.Count)
            throw new ArgumentException($"There are {units.Count} units, but the examples of {training.Name} and {data.Name} have {training.Columns} and " +
                $"{data.Columns} numbers.", nameof(training));
        LayerUnits fitted = units.Clone();
        fitted.FitIndependently(training.Moments());
        double logPartition = BaseRateModel.LogPartitionOf(fitted, null);
        MeanOfExamples negative = new();
        foreach (States block in data.Blocks(Device.Default))
            negative.AddNegatives(fitted.Energy(block));
        return negative.Mean - logPartition;
    }
}
