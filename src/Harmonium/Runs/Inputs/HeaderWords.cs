namespace Harmonium.Runs.Inputs;

/// <summary>The values of the setting that says whether a table has a header.</summary>
internal static class HeaderWords
{
    /// <summary>The allowed values.</summary>
    public static IReadOnlyList<string> Names { get; } = ["yes", "no"];

    /// <summary>Returns true for yes, false for no, and null for detection.</summary>
    internal static bool? Of(string? word) => word is null ? null : word == "yes";
}
