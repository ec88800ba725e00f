using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Cli.Models;

/// <summary>Fills in the missing part of examples: Gibbs sampling with the known units clamped to what they are.</summary>
internal sealed class Completion(Rbm rbm, Tensor known)
{
    /// <summary>The mean of the missing units over the second half of the sweeps; known units as they were given, [batch, visible].</summary>
    /// <param name="given">[batch, visible], 0 and 1; what stands at missing units does not matter.</param>
    /// <param name="sweeps">How many sweeps, at least 2.</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="cancel">Asks to stop between sweeps.</param>
    internal Tensor Of(Tensor given, int sweeps, RandomStream random, CancellationToken cancel)
    {
        GibbsChains chains = new(rbm.Machine, given.Rows);
        chains.SampleIndependently([rbm.Visible], random.At(0));
        Tensor sum = Tensor.Zeros(given.Device, given.Rows, given.Columns);
        int half = sweeps / 2;
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            chains.State[rbm.Visible] = Clamped(chains.State[rbm.Visible], given);
            chains.Sample(LayerRole.Hidden, random, (2 * sweep) + 1);
            chains.Sample(LayerRole.Visible, random, (2 * sweep) + 2);
            if (sweep >= half)
                sum.AddScaled(chains.Means(rbm.Visible), 1f / (sweeps - half));
        }

        return Clamped(States.Dense(sum), given).AsTensor();
    }

    private States Clamped(States states, Tensor given)
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
