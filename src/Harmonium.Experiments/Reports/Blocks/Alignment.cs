namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>The alignment of a column.</summary>
internal enum Alignment
{
    /// <summary>Left alignment, for words.</summary>
    Left,

    /// <summary>Right alignment, for numbers.</summary>
    Right,
}
