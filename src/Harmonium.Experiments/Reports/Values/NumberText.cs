using Harmonium.Experiments.Reports.Languages;

namespace Harmonium.Experiments.Reports.Values;

/// <summary>
/// Formats numbers for readers: few digits, a separator between thousands, and the minus sign U+2212. English has commas between thousands and a decimal
/// point; Russian has spaces that do not break and a decimal comma. The plain-text renderer replaces the minus sign by a hyphen, so that numbers can be copied
/// into other programs.
/// </summary>
internal static class NumberText
{
    /// <summary>The text for a number of an estimate that did not converge.</summary>
    public static string NotConverged(Language language = Language.English) =>
        language == Language.Russian ? "не сошлось" : "not converged";

    /// <summary>Formats a whole number, as in "60,000".</summary>
    public static string Count(long number, Language language = Language.English) =>
        Sign(number < 0, In(language, Math.Abs((decimal)number).ToString("#,0")));

    /// <summary>Formats a number with a fixed number of digits after the decimal point, as in "−142.56".</summary>
    /// <param name="number">The number. Numbers that are not finite become "∞", "−∞" or "undefined".</param>
    /// <param name="decimals">The number of digits after the decimal point, 0 to 15.</param>
    /// <param name="language">The language; English by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="decimals"/> is outside 0 to 15.</exception>
    public static string Fixed(double number, int decimals, Language language = Language.English)
    {
        if (decimals is < 0 or > 15)
            throw new ArgumentOutOfRangeException(nameof(decimals), decimals, "The number of digits after the decimal point must be from 0 to 15.");
        if (!double.IsFinite(number))
            return NotFinite(number, language);
        string digits = Math.Abs(number).ToString("N" + decimals);
        return Sign(number < 0 && digits.Any(c => c is >= '1' and <= '9'), In(language, digits));
    }

    /// <summary>Formats a number with the given number of significant digits, as in "0.00123", "45.7" or "1.2 × 10⁻⁷".</summary>
    /// <param name="number">The number.</param>
    /// <param name="digits">The number of significant digits, 1 to 15; 3 by default.</param>
    /// <param name="language">The language; English by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="digits"/> is outside 1 to 15.</exception>
    public static string Significant(double number, int digits = 3, Language language = Language.English)
    {
        if (digits is < 1 or > 15)
            throw new ArgumentOutOfRangeException(nameof(digits), digits, "The number of significant digits must be from 1 to 15.");
        if (!double.IsFinite(number))
            return NotFinite(number, language);
        if (number == 0)
            return "0";
        string[] parts = Math.Abs(number).ToString("E" + (digits - 1)).Split('E');
        int exponent = int.Parse(parts[1]);
        return exponent is >= -4 and < 9
            ? Fixed(Rounded(number, digits - 1 - exponent), Math.Clamp(digits - 1 - exponent, 0, 15), language)
            : Sign(number < 0, $"{In(language, parts[0])} × 10{string.Concat(exponent.ToString().Select(Raised))}");
    }

    /// <summary>Formats a number that is given, not measured, with as few digits as it has, as in "0.5" or "16".</summary>
    public static string Shortest(double number, Language language = Language.English) => double.IsFinite(number)
        ? Sign(number < 0, In(language, Math.Abs(number).ToString("#,0.######")))
        : NotFinite(number, language);

    /// <summary>Formats a quantity in nats, as in "−142.56 nats".</summary>
    public static string Nats(double number) => Fixed(number, 2) + " nats";

    /// <summary>Formats a fraction as a percentage with one digit after the decimal point, as in "12.5 %".</summary>
    public static string Percent(double share) => Fixed(100 * share, 1) + " %";

    /// <summary>Formats an interval with digits that depend on its width, as in "[−87.1, −86.2]".</summary>
    /// <exception cref="ArgumentException">Thrown when the ends are in the wrong order or NaN.</exception>
    public static string Interval(double low, double high, Language language = Language.English) => Interval(low, high, DecimalsFor(low, high), language);

    /// <summary>Formats an interval with a fixed number of digits after the decimal point.</summary>
    /// <exception cref="ArgumentException">Thrown when the ends are in the wrong order or NaN.</exception>
    public static string Interval(double low, double high, int decimals, Language language = Language.English)
    {
        RequireOrder(low, high);
        string separator = language == Language.Russian ? ";" : ",";
        return $"[{Fixed(low, decimals, language)}{separator} {Fixed(high, decimals, language)}]";
    }

    /// <summary>Formats a duration, as in "35 ms", "1.88 s", "4 min 05 s" or "2 h 07 min".</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.9995 => Fixed(time.TotalMilliseconds, time.TotalMilliseconds < 9.95 ? 1 : 0) + " ms",
        < 59.95 => Significant(time.TotalSeconds) + " s",
        < 3599.5 => $"{(int)Math.Round(time.TotalSeconds) / 60} min {(int)Math.Round(time.TotalSeconds) % 60:00} s",
        _ => $"{Count((long)Math.Round(time.TotalMinutes) / 60)} h {(long)Math.Round(time.TotalMinutes) % 60:00} min",
    };

    /// <summary>Returns the number of digits after the decimal point that shows the width of an interval to two digits, 1 to 6; 2 for a single point.</summary>
    internal static int DecimalsFor(double low, double high)
    {
        RequireOrder(low, high);
        return high > low && double.IsFinite(high - low) ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(high - low)), 1, 6) : 2;
    }

    private static void RequireOrder(double low, double high)
    {
        if (!(low <= high))
            throw new ArgumentException($"The lower end of the interval [{low}, {high}] must not exceed the upper end.");
    }

    private static double Rounded(double number, int decimals) =>
        decimals >= 0 ? number : Math.Round(number / Math.Pow(10, -decimals)) * Math.Pow(10, -decimals);

    private static string Sign(bool negative, string digits) => negative ? "−" + digits : digits;

    private static string NotFinite(double number, Language language) => !double.IsNaN(number) ? Sign(number < 0, "∞")
        : language == Language.Russian ? "не определено" : "undefined";

    /// <summary>Replaces the separators of English digits by those of a language.</summary>
    private static string In(Language language, string digits) =>
        language == Language.Russian ? digits.Replace(',', '\u00A0').Replace('.', ',') : digits;

    private static char Raised(char digit) => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0'];
}
