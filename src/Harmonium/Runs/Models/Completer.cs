using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Runs.Models;

/// <summary>Fills in the missing part of examples.</summary>
public abstract class Completer
{
    /// <summary>The mean of the missing units over the second half of the sweeps; known units as they were given, [batch, inputs].</summary>
    /// <param name="given">[batch, inputs]; what stands at missing units does not matter.</param>
    /// <param name="known">[inputs], 1 where a unit is known and 0 where it is missing.</param>
    /// <param name="sweeps">How many Gibbs sweeps, at least 2.</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="cancel">Asks to stop between sweeps.</param>
    public abstract Tensor Complete(Tensor given, Tensor known, int sweeps, RandomStream random, CancellationToken cancel = default);
}
