using System.Globalization;
using System.Text;

namespace Harmonium.Storage.Files;

/// <summary>Foreign text made fit for a message: quoted, cut, and without characters that could steer a terminal.</summary>
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
