using Harmonium.Units;

namespace Harmonium.Couplings;

/// <summary>The two values of Bernoulli and spin units. Such units can be enumerated, coupled within a layer, and sampled at other temperatures.</summary>
internal static class BinaryValues
{
    /// <summary>True if the units have two values and an energy that is linear in their state.</summary>
    internal static bool Has(LayerUnits units) => units is Bernoulli or Spin;

    /// <summary>Returns the two values of units that <see cref="Has"/> accepts.</summary>
    internal static (float Low, float High) Of(LayerUnits units) => units switch
    {
        Bernoulli => (0, 1),
        Spin => (-1, 1),
        _ => throw new ArgumentException($"Units with two values are needed; these are {units.Kind} units.", nameof(units)),
    };
}
