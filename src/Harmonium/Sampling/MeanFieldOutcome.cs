namespace Harmonium.Sampling;

/// <summary>The result of mean-field iteration.</summary>
/// <param name="Sweeps">The number of sweeps.</param>
/// <param name="Change">The largest change of a mean in the last sweep; NaN if it was not computed.</param>
public readonly record struct MeanFieldOutcome(int Sweeps, float Change);
