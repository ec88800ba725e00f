using System.Globalization;

namespace Harmonium.Runs.Settings;

/// <summary>Real numbers as words: 0.05, 1e-3, or a fraction such as 1/255.</summary>
internal static class RealNumber
{
    /// <summary>The description of such a word in an error message.</summary>
    internal const string Expected = "a number, such as 0.05 or 1/20";

    /// <summary>Parses a finite number.</summary>
    internal static bool TryParse(string text, out double number)
    {
        string[] terms = text.Split('/');
        double below = 1;
        bool isNumber = TryPlain(terms[0], out double above) && (terms.Length == 1 || (terms.Length == 2 && TryPlain(terms[1], out below)));
        number = isNumber ? above / below : double.NaN;
        return double.IsFinite(number);
    }

    private static bool TryPlain(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
