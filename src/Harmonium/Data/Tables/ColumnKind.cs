namespace Harmonium.Data.Tables;

/// <summary>The kinds of table columns.</summary>
public enum ColumnKind
{
    /// <summary>Real numbers.</summary>
    Real,

    /// <summary>Whole numbers of at least 0.</summary>
    Count,

    /// <summary>One of several words.</summary>
    Categorical,

    /// <summary>One of two words; the second means yes.</summary>
    YesNo,
}
