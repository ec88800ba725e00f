using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Evaluation.Monitors;

/// <summary>
/// How unusual each visible unit of an example is, given all others: s_i = −log p(v_i | v_−i) − H[p(· | v_−i)], in nats. The conditional distribution is that
/// of the pseudo-likelihood (Besag 1975): p(x | v_−i) ∝ exp(−F(v with x)), so log Z is not needed. Its entropy H is subtracted, as in a test for typical sets
/// (Nalisnick et al. 2019): without it, a column with many words would always be more surprising than one with two, and a density would depend on the unit of
/// measurement. The mean of s_i under the model is 0. One-hot units share one number. The sum over the states is exact for units with finitely many states;
/// for Gaussian units it is the trapezoidal rule with steps of one conditional standard deviation, whose error is below 10⁻⁸, and for Poisson units a sum
/// over counts.
/// </summary>
internal sealed class ColumnSurprise
{
    private const double Reach = 8; // standard deviations beyond the smallest and the largest conditional mean
    private const int MostPoints = 10_000;

    private readonly BoltzmannMachine _machine;
    private readonly Layer[] _visible;
    private readonly VisibleBlock[] _blocks;
    private readonly PreciseFreeEnergy _freeEnergy;

    /// <summary>Creates the measure of a machine.</summary>
    /// <exception cref="ArgumentException">The machine is not supported; see <see cref="IsPossible"/>.</exception>
    internal ColumnSurprise(BoltzmannMachine machine)
    {
        if (!IsPossible(machine))
            throw new ArgumentException("The contributions of columns need visible units with finitely many states, Gaussian units or Poisson units.",
                nameof(machine));
        _machine = machine;
        _visible = [.. machine.LayersOf(LayerRole.Visible)];
        _blocks = [.. _visible.SelectMany((layer, index) =>
            Enumerable.Range(0, layer.Units.Count / layer.Units.BlockSize).Select(block => new VisibleBlock(index, block * layer.Units.BlockSize)))];
        _freeEnergy = new PreciseFreeEnergy(machine);
    }

    /// <summary>True if the visible units are of a supported kind, and are coupled only with hidden units that are independent given them.</summary>
    internal static bool IsPossible(BoltzmannMachine machine) =>
        machine.LayersOf(LayerRole.Visible).All(layer => layer.Units.BlockStates is not null || layer.Units is Gaussian or Poisson)
        && machine.Couplings.All(coupling => coupling is DenseCoupling { First.Role: LayerRole.Visible, Second.Role: LayerRole.Hidden });

    /// <summary>Returns s of every unit or one-hot block of every example, [batch, blocks], layer after layer.</summary>
    internal double[,] Of(MachineState visible)
    {
        Tensor[] values = _freeEnergy.ValuesOf(visible);
        ConditionalRange?[] ranges = [.. _visible.Select(layer => layer.Units.BlockStates is null ? RangeOf(layer, visible) : null)];
        double[,] surprises = new double[visible.Rows, _blocks.Length];
        ParallelRows.Run(values[0].Device, visible.Rows, row =>
        {
            for (int block = 0; block < _blocks.Length; block++)
                surprises[row, block] = SurpriseOf(values, ranges, row, _blocks[block]);
        });
        return surprises;
    }

    private double SurpriseOf(Tensor[] values, ConditionalRange?[] ranges, int row, VisibleBlock block)
    {
        LayerUnits units = _visible[block.Layer].Units;
        float value = values[block.Layer][row, block.Unit];
        List<(VisibleBlock, float[])> candidates = [];
        double[] logWeights;
        if (ranges[block.Layer] is { } range)
        {
            (float Point, double LogWeight)[] grid = units is Poisson ? range.Counts(row, block.Unit, value) : range.Points(row, block.Unit, value);
            logWeights = [.. grid.Select(point => point.LogWeight)];
            candidates.AddRange(grid.Select(point => (block, (float[])[point.Point])));
        }
        else
        {
            logWeights = new double[units.BlockStates!.Count];
            candidates.AddRange(units.BlockStates.Select(states => (block, states)));
        }

        double[] changes = _freeEnergy.ChangesOf(values, row, candidates);
        double logSum = LogSumExp.Of([.. changes.Select((change, k) => logWeights[k] - change)]), entropy = 0;
        for (int k = 0; k < changes.Length; k++)
            entropy += Math.Exp(logWeights[k] - changes[k] - logSum) * (changes[k] + logSum);
        // The change of the observed state is 0. A gray value is the probability of 1.
        double surprise = units is Bernoulli && value is not (0 or 1) ? logSum + ((1 - value) * changes[0]) + (value * changes[1]) : logSum;
        return surprise - entropy;
    }

    /// <summary>The range of the conditional means of units, over all states of the hidden units, or over those within 5 standard deviations.</summary>
    private ConditionalRange RangeOf(Layer layer, MachineState visible)
    {
        Tensor low = Tensor.Zeros(visible.Rows, layer.Units.Count), high = Tensor.Zeros(visible.Rows, layer.Units.Count);
        foreach (DenseCoupling coupling in _machine.Couplings.OfType<DenseCoupling>().Where(coupling => coupling.First == layer))
        {
            (Tensor least, Tensor most) = HiddenRange(coupling.Second.Units, _machine.Input(coupling.Second, visible));
            ParallelRows.Run(low.Device, visible.Rows, row =>
            {
                for (int unit = 0; unit < layer.Units.Count; unit++)
                {
                    ReadOnlySpan<float> weights = coupling.Weights.Row(unit);
                    for (int hidden = 0; hidden < weights.Length; hidden++)
                    {
                        low[row, unit] += weights[hidden] * (weights[hidden] > 0 ? least : most)[row, hidden];
                        high[row, unit] += weights[hidden] * (weights[hidden] > 0 ? most : least)[row, hidden];
                    }
                }
            });
        }

        return new ConditionalRange(layer.Units.Mean(low), layer.Units.Variance(low), layer.Units.Mean(high), layer.Units.Variance(high));
    }

    private static (Tensor Least, Tensor Most) HiddenRange(LayerUnits units, Tensor input)
    {
        Tensor least = units.Mean(input).Contiguous().Clone(), most = least.Clone();
        Tensor? variance = units.BlockStates is null ? units.Variance(input) : null;
        float smallest = units.BlockStates?.Min(states => states.Min()) ?? 0, largest = units.BlockStates?.Max(states => states.Max()) ?? 0;
        for (int row = 0; row < least.Rows; row++)
        {
            for (int unit = 0; unit < least.Columns; unit++)
            {
                float reach = variance is null ? 0 : 5 * MathF.Sqrt(variance[row, unit]);
                (least[row, unit], most[row, unit]) = variance is null ? (smallest, largest) : (least[row, unit] - reach, most[row, unit] + reach);
            }
        }

        return (least, most);
    }

    /// <summary>The mean and variance of units at the two ends of their input, [batch, units].</summary>
    private sealed record ConditionalRange(Tensor LowMean, Tensor LowVariance, Tensor HighMean, Tensor HighVariance)
    {
        /// <summary>Points at equal distances of at most one standard deviation, with the logarithm of that distance.</summary>
        internal (float Point, double LogWeight)[] Points(int row, int unit, float value)
        {
            double deviation = Math.Sqrt(LowVariance[row, unit]);
            double from = Math.Min(value, LowMean[row, unit]) - (Reach * deviation), to = Math.Max(value, HighMean[row, unit]) + (Reach * deviation);
            int count = (int)Math.Clamp(Math.Ceiling((to - from) / deviation) + 1, 2, MostPoints);
            double step = (to - from) / (count - 1);
            return [.. Enumerable.Range(0, count).Select(i => ((float)(from + (i * step)), Math.Log(step)))];
        }

        /// <summary>Counts, with the logarithm of the number of counts that each stands for: 1, and more where the distribution is wide.</summary>
        internal (float Point, double LogWeight)[] Counts(int row, int unit, float value)
        {
            double from = Math.Min(value, LowMean[row, unit] - (Reach * Math.Sqrt(LowVariance[row, unit])));
            double to = Math.Max(value, HighMean[row, unit] + (Reach * Math.Sqrt(HighVariance[row, unit])) + Reach);
            List<(float, double)> points = [];
            for (double count = Math.Max(0, Math.Floor(from)); count <= to && points.Count < MostPoints;)
            {
                double width = Math.Max(1, Math.Floor(Math.Sqrt(count) / 4));
                points.Add(((float)(count + Math.Floor(width / 2)), Math.Log(width)));
                count += width;
            }

            return [.. points];
        }
    }
}
