namespace Harmonium.Numerics.Functions;

/// <summary>Distributions of real-valued units, with z = x + bias.</summary>
internal enum UnitLaw
{
    /// <summary>The normal distribution with mean bias + variance · x.</summary>
    Normal,

    /// <summary>The truncated exponential distribution on [0, 1], with density ∝ exp(z·y) and mean 1 / (1 − exp(−z)) − 1 / z.</summary>
    UnitInterval,
}
