using Harmonium.Units;

namespace Harmonium.Couplings;

/// <summary>The two values of units that have only two: what can be enumerated, coupled within a layer, and heated or cooled.</summary>
internal static class BinaryValues
{
    /// <summary>Whether units have two values and an energy that is linear in their state.</summary>
    internal static bool Has(LayerUnits units) => units is Bernoulli or Spin;

    /// <summary>The values of units that <see cref="Has"/> accepts.</summary>
    internal static (float Low, float High) Of(LayerUnits units) => units switch
    {
        Bernoulli => (0, 1),
        Spin => (-1, 1),
        _ => throw new ArgumentException($"Units of two values are needed; these are {units.Kind} units.", nameof(units)),
    };
}
