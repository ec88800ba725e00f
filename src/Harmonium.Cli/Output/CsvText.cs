namespace Harmonium.Cli.Output;

/// <summary>Text in CSV files.</summary>
internal static class CsvText
{
    /// <summary>Returns a field, in quotes if needed.</summary>
    internal static string Field(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
