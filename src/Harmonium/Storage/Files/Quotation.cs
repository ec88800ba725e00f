using System.Globalization;
using System.Text;

namespace Harmonium.Storage.Files;

/// <summary>Formats external text for a message: quoted, truncated, and without characters that could control a terminal.</summary>
internal static class Quotation
{
    private const int MaximumLength = 300;

    internal static string Of(string text)
    {
        StringBuilder result = new("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaximumLength)))
        {
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator)
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                result.Append(c);
        }

        return result.Append(text.Length > MaximumLength ? "…'" : "'").ToString();
    }
}
