using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Evaluation.Monitors;

/// <summary>
/// Mean Σ_i log p(v_i | all other visible units) over data (Besag 1975), for Bernoulli visible units: each term is
/// log σ(F(v with v_i flipped) − F(v)), and needs no Z. A monitor of learning, not a likelihood: it can rise while samples get worse.
/// </summary>
public static class PseudoLikelihood
{
    /// <summary>Over all units; each costs a free energy, so for some hundreds of examples. In nats an example.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="data">The examples, of 0 and 1.</param>
    /// <exception cref="ArgumentException">The visible units are not Bernoulli, or the data not 0 and 1 or of another size.</exception>
    public static double OverAllUnits(Rbm rbm, VisibleData data)
    {
        int[] all = [.. Enumerable.Range(0, data?.Columns ?? 0)];
        return Mean(rbm, data, (_, _) => all, 1);
    }

    /// <summary>
    /// One unit of each example, drawn at random, times the number of units: unbiased for <see cref="OverAllUnits"/>, at the
    /// cost of one free energy an example. In nats an example.
    /// </summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="data">The examples, of 0 and 1.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="ArgumentException">The visible units are not Bernoulli, or the data not 0 and 1 or of another size.</exception>
    public static double OverSampledUnits(Rbm rbm, VisibleData data, ulong seed)
    {
        // Branch 2 of the evaluation's numbers; an example takes the row of its place in the data.
        RandomStream random = RandomStream.For(seed, Purpose.Evaluation).At(2);
        return Mean(rbm, data, (example, units) => [(int)((ulong)random.Block(0, (uint)example).A * (ulong)units >> 32)], data?.Columns ?? 0);
    }

    private static double Mean(Rbm rbm, VisibleData? data, Func<int, int, int[]> unitsOf, double scale)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(data);
        if (rbm.Visible.Units is not Bernoulli)
            throw new ArgumentException($"Pseudo-likelihood is worked out for Bernoulli visible units; these are {rbm.Visible.Units.Kind}.", nameof(rbm));
        data.RequireFit(rbm.Visible);
        PreciseFreeEnergy freeEnergy = new(rbm);
        MeanOfExamples mean = new();
        int first = 0;
        foreach (States block in data.Blocks(rbm.Weights.Device))
        {
            data.RequireStates(rbm.Visible, block);
            Tensor values = block.AsTensor();
            double[] sums = new double[block.Rows];
            int start = first;
            ParallelRows.Run(block.Device, block.Rows, row =>
            {
                int[] units = unitsOf(start + row, values.Columns);
                double[] changes = new double[units.Length];
                freeEnergy.OfFlips(values, row, units, changes);
                foreach (double change in changes)
                    sums[row] -= scale * SoftplusSum.Softplus(-change);
            });
            mean.Add(sums);
            first += block.Rows;
        }

        return mean.Mean;
    }
}
