namespace Harmonium.Numerics.Functions;

/// <summary>Distributions of real-valued units, with z = x + bias.</summary>
public enum UnitLaw
{
    /// <summary>Normal with mean bias + variance · x.</summary>
    Normal,

    /// <summary>Density ∝ exp(z·y) for y on [0, 1]; mean 1 / (1 − exp(−z)) − 1 / z.</summary>
    UnitInterval,
}
