using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Evaluation.Monitors;

/// <summary>
/// The mean of Σ_i log p(v_i | all other visible units) over data (Besag 1975), for visible units with finitely many states. For a Bernoulli unit,
/// each term is log σ(F(v with v_i flipped) − F(v)). For a one-hot block it is −log Σ_x exp(F(v) − F(v with x in the block)). No term needs Z. This
/// is a monitor of training, not a likelihood: it can rise while samples get worse.
/// </summary>
public static class PseudoLikelihood
{
    /// <summary>The sum over all units, in nats per example. Each unit costs one free energy, so use it for some hundreds of examples.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="data">The examples, with values 0 and 1.</param>
    /// <exception cref="ArgumentException">The visible units have infinitely many states, or the data do not fit them.</exception>
    public static double OverAllUnits(RestrictedBoltzmannMachine rbm, VisibleData data) => OverAllUnits(rbm?.Machine!, data);

    /// <summary>
    /// The sum over all units of all visible layers of a machine with hidden units that are independent given the visible ones, in nats per example.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="data">The examples.</param>
    /// <exception cref="ArgumentException">Visible units have infinitely many states, or the data do not fit them.</exception>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled, so F has no closed form.</exception>
    public static double OverAllUnits(BoltzmannMachine machine, MachineData data) => Mean(machine, data, (_, blocks) => blocks, _ => 1);

    /// <summary>
    /// One random unit of each example times the number of units, in nats per example. An unbiased estimate of
    /// <see cref="OverAllUnits(RestrictedBoltzmannMachine, VisibleData)"/> at the cost of one free energy per example.
    /// </summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="data">The examples, with values 0 and 1.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="ArgumentException">The visible units have infinitely many states, or the data do not fit them.</exception>
    public static double OverSampledUnits(RestrictedBoltzmannMachine rbm, VisibleData data, ulong seed) => OverSampledUnits(rbm?.Machine!, data, seed);

    /// <summary>
    /// One random unit or block of each example, from all visible layers, times their number, in nats per example. An unbiased estimate of
    /// <see cref="OverAllUnits(BoltzmannMachine, MachineData)"/>.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="data">The examples.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="ArgumentException">Visible units have infinitely many states, or the data do not fit them.</exception>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled, so F has no closed form.</exception>
    public static double OverSampledUnits(BoltzmannMachine machine, MachineData data, ulong seed)
    {
        // Branch 2 of the evaluation's random numbers. An example uses the row of its position in the data.
        RandomStream random = RandomStream.For(seed, Purpose.Evaluation).At(2);
        return Mean(
            machine, data, (example, blocks) => [blocks[(int)((ulong)random.Block(0, (uint)example).A * (ulong)blocks.Length >> 32)]], blocks => blocks);
    }

    private static double Mean(BoltzmannMachine machine, MachineData data, Func<int, VisibleBlock[], VisibleBlock[]> chosen, Func<int, double> scaleOf)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        VisibleBlock[] all = BlocksOf(data.RequireFit(machine));
        double scale = scaleOf(all.Length);
        PreciseFreeEnergy freeEnergy = new(machine);
        MeanOfExamples mean = new();
        int first = 0;
        foreach (MachineState block in data.Blocks(machine))
        {
            data.RequireStates(machine, block);
            Tensor[] values = freeEnergy.ValuesOf(block);
            double[] sums = new double[block.Rows];
            int start = first;
            ParallelRows.Run(values[0].Device, block.Rows, row =>
            {
                VisibleBlock[] blocks = chosen(start + row, all);
                double[] surprises = new double[blocks.Length];
                freeEnergy.SurpriseOf(values, row, blocks, surprises);
                foreach (double surprise in surprises)
                    sums[row] -= scale * surprise;
            });
            mean.Add(sums);
            first += block.Rows;
        }

        return mean.Mean;
    }

    private static VisibleBlock[] BlocksOf(Layer[] visible)
    {
        if (visible.FirstOrDefault(layer => layer.Units.BlockStates is null) is { } other)
        {
            throw new ArgumentException(
                $"Pseudo-likelihood sums over all states of a unit; the layer '{other.Name}' has {other.Units.Kind} units, which have infinitely many.",
                nameof(visible));
        }

        return
        [
            .. visible.SelectMany((layer, index) =>
                Enumerable.Range(0, layer.Units.Count / layer.Units.BlockSize).Select(block => new VisibleBlock(index, block * layer.Units.BlockSize))),
        ];
    }
}
