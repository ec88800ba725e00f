namespace Harmonium.Units;

/// <summary>How far units reach, which decides what couplings between two kinds can be normalized.</summary>
public enum UnitRange
{
    /// <summary>Finitely many states, or an interval: normalizable beside any kind.</summary>
    Bounded,

    /// <summary>All real numbers, the energy growing with the square.</summary>
    Real,

    /// <summary>All numbers from 0 on, the energy growing with the square.</summary>
    Positive,

    /// <summary>All counts, the energy growing as x ln x.</summary>
    Counts,
}
