using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Runs.Models;

/// <summary>Fills in missing values of examples.</summary>
internal abstract class Completer
{
    /// <summary>
    /// Estimates the missing units by Gibbs sampling with the known units clamped. Their means and standard deviations are those of the second half of the
    /// sweeps; the known units are unchanged.
    /// </summary>
    /// <param name="given">The examples, [batch, inputs]; the values of missing units are ignored.</param>
    /// <param name="known">The mask, [inputs]: 1 for a known unit, 0 for a missing one.</param>
    /// <param name="sweeps">The number of Gibbs sweeps, at least 2.</param>
    /// <param name="draws">The number of draws to keep, evenly spaced over the second half of the sweeps, at least 0.</param>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="cancel">Stops between sweeps.</param>
    public abstract CompletedUnits Complete(Tensor given, Tensor known, int sweeps, int draws, RandomStream random, CancellationToken cancel = default);
}
