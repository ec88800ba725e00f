using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Runs.Models;

/// <summary>Fills in missing values of examples by block Gibbs sampling of an energy model.</summary>
/// <param name="machine">The energy model.</param>
/// <param name="visible">The layer of the examples.</param>
internal sealed class GibbsCompleter(BoltzmannMachine machine, Layer visible) : Completer
{
    /// <inheritdoc/>
    public override CompletedUnits Complete(Tensor given, Tensor known, int sweeps, int draws, RandomStream random, CancellationToken cancel = default)
    {
        GibbsChains chains = new(machine, given.Rows);
        chains.SampleIndependently([visible], random.At(0));
        // Coupled hidden layers start from the known units; other hidden layers are drawn anew in the first sweep.
        chains.State[visible] = States.From(Clamped(chains.State[visible].AsTensor(), given, known));
        chains.MeansBottomUp();
        Tensor sum = Tensor.Zeros(given.Device, given.Rows, given.Columns), squares = Tensor.Zeros(given.Device, given.Rows, given.Columns);
        List<Tensor> drawn = [];
        int half = sweeps / 2, averaged = sweeps - half;
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            chains.State[visible] = States.From(Clamped(chains.State[visible].AsTensor(), given, known));
            chains.Sample(LayerRole.Hidden, random, (2 * sweep) + 1);
            chains.Sample(LayerRole.Visible, random, (2 * sweep) + 2);
            if (sweep < half)
                continue;
            Tensor means = chains.Means(visible);
            sum.AddScaled(means, 1f / averaged);
            AddSquares(squares, means, visible.Units.For(chains.State.Find(visible)).Variance(machine.Input(visible, chains.State)), averaged);
            int done = sweep - half;
            if ((long)(done + 1) * draws / averaged > (long)done * draws / averaged)
                drawn.Add(Clamped(chains.State[visible].AsTensor(), given, known));
        }

        return new CompletedUnits(Clamped(sum, given, known), DeviationsOf(sum, squares, known), drawn);
    }

    /// <summary>Adds E[v²] = mean² + variance of one sweep, divided by the number of sweeps.</summary>
    private static void AddSquares(Tensor squares, Tensor means, Tensor variances, int sweeps)
    {
        for (int row = 0; row < squares.Rows; row++)
        {
            Span<float> into = squares.Row(row);
            ReadOnlySpan<float> mean = means.Row(row), variance = variances.Row(row);
            for (int unit = 0; unit < into.Length; unit++)
                into[unit] += ((mean[unit] * mean[unit]) + variance[unit]) / sweeps;
        }
    }

    private static Tensor DeviationsOf(Tensor means, Tensor squares, Tensor known)
    {
        Tensor deviations = Tensor.Zeros(means.Rows, means.Columns);
        for (int row = 0; row < means.Rows; row++)
        {
            for (int unit = 0; unit < means.Columns; unit++)
                deviations[row, unit] = known[unit] != 0 ? 0 : MathF.Sqrt(MathF.Max(0, squares[row, unit] - (means[row, unit] * means[row, unit])));
        }

        return deviations;
    }

    private static Tensor Clamped(Tensor states, Tensor given, Tensor known)
    {
        Tensor all = states.Contiguous().Clone();
        for (int row = 0; row < all.Rows; row++)
        {
            Span<float> into = all.Row(row);
            ReadOnlySpan<float> from = given.Row(row);
            for (int unit = 0; unit < into.Length; unit++)
            {
                if (known[unit] != 0)
                    into[unit] = from[unit];
            }
        }

        return all;
    }
}
