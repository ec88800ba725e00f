namespace Harmonium.Units;

/// <summary>The range of a unit's values. It decides which couplings between two kinds of units can be normalized.</summary>
internal enum UnitRange
{
    /// <summary>Finitely many states, or an interval. Can be normalized with any other kind.</summary>
    Bounded,

    /// <summary>All real numbers; the energy grows as x².</summary>
    Real,

    /// <summary>All numbers of at least 0; the energy grows as x².</summary>
    Positive,

    /// <summary>All counts; the energy grows as x ln x.</summary>
    Counts,
}
