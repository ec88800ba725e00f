using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Runs.Models;

/// <summary>Fills in missing values by block Gibbs sampling of an energy model.</summary>
/// <param name="machine">The energy model.</param>
/// <param name="visible">The layer whose states are the examples.</param>
internal sealed class GibbsCompleter(BoltzmannMachine machine, Layer visible) : Completer
{
    /// <inheritdoc/>
    public override Tensor Complete(Tensor given, Tensor known, int sweeps, RandomStream random, CancellationToken cancel = default)
    {
        GibbsChains chains = new(machine, given.Rows);
        chains.SampleIndependently([visible], random.At(0));
        // Coupled hidden layers start from the known units; other hidden layers are drawn anew in the first sweep.
        chains.State[visible] = Clamped(chains.State[visible], given, known);
        chains.MeansBottomUp();
        Tensor sum = Tensor.Zeros(given.Device, given.Rows, given.Columns);
        int half = sweeps / 2;
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            chains.State[visible] = Clamped(chains.State[visible], given, known);
            chains.Sample(LayerRole.Hidden, random, (2 * sweep) + 1);
            chains.Sample(LayerRole.Visible, random, (2 * sweep) + 2);
            if (sweep >= half)
                sum.AddScaled(chains.Means(visible), 1f / (sweeps - half));
        }

        return Clamped(States.Dense(sum), given, known).AsTensor();
    }

    private static States Clamped(States states, Tensor given, Tensor known)
    {
        Tensor all = states.AsTensor().Contiguous().Clone();
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

        return States.From(all);
    }
}
