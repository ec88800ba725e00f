namespace Harmonium.Data;

/// <summary>The words that mean a missing value in text files, for all readers.</summary>
internal static class MissingWords
{
    /// <summary>The words that are never a category.</summary>
    internal static IReadOnlyList<string> Certain { get; } = ["", "NA", "?"];

    /// <summary>The words of pandas, R, spreadsheets, databases and the UCI repository.</summary>
    internal static IReadOnlyList<string> Default { get; } = [.. Certain, "N/A", "n/a", "na", "NaN", "nan", "NULL", "null", "#N/A", "-"];
}
