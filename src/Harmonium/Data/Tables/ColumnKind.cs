namespace Harmonium.Data.Tables;

/// <summary>What the cells of a table's column are.</summary>
public enum ColumnKind
{
    /// <summary>Real numbers.</summary>
    Real,

    /// <summary>Whole numbers from 0 on.</summary>
    Count,

    /// <summary>One of several words.</summary>
    Categorical,

    /// <summary>One of two words, of which the second means yes.</summary>
    YesNo,
}
