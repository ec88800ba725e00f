using System.Text;

namespace Harmonium.Data;

/// <summary>Formats text from a file for a message: short, and without characters that disturb a terminal.</summary>
internal static class Printable
{
    private const int MaximumLength = 40;

    /// <summary>Returns the text, cut after 40 characters, with control characters shown as numbers.</summary>
    internal static string Of(ReadOnlySpan<char> text)
    {
        StringBuilder result = new();
        foreach (char character in text[..Math.Min(text.Length, MaximumLength)])
        {
            if (char.IsControl(character) || char.IsSurrogate(character) || char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.Format)
                result.Append($"\\u{(int)character:x4}");
            else
                result.Append(character);
        }

        return text.Length > MaximumLength ? $"{result}…" : result.ToString();
    }
}
