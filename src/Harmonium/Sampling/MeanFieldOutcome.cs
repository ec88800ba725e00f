namespace Harmonium.Sampling;

/// <summary>How iterated means ended.</summary>
/// <param name="Sweeps">How many sweeps were made.</param>
/// <param name="Change">The largest change of a mean in the last sweep; NaN where nobody asked for it.</param>
public readonly record struct MeanFieldOutcome(int Sweeps, float Change);
