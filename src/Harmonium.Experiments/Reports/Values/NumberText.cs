namespace Harmonium.Experiments.Reports.Values;

/// <summary>
/// Numbers as readers want them: sensible digits, commas between thousands, a real minus sign (U+2212, which the plain-text renderer
/// turns into a hyphen so that numbers can be copied into other programs).
/// </summary>
public static class NumberText
{
    /// <summary>What stands in the place of a number that cannot be trusted.</summary>
    public const string NotConverged = "not converged";

    /// <summary>A whole number, as in "60,000".</summary>
    public static string Count(long number) => Sign(number < 0, Math.Abs((decimal)number).ToString("#,0"));

    /// <summary>A number with a fixed number of digits after the point, as in "−142.56".</summary>
    /// <param name="number">The number; what is not finite is written "∞", "−∞" or "undefined".</param>
    /// <param name="decimals">Digits after the point, 0 to 15.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of digits outside 0 to 15.</exception>
    public static string Fixed(double number, int decimals)
    {
        if (decimals is < 0 or > 15)
            throw new ArgumentOutOfRangeException(nameof(decimals), decimals, "A number is written with 0 to 15 digits after the point.");
        if (!double.IsFinite(number))
            return NotFinite(number);
        string digits = Math.Abs(number).ToString("N" + decimals);
        return Sign(number < 0 && digits.Any(c => c is >= '1' and <= '9'), digits);
    }

    /// <summary>A number with so many significant digits, as in "0.00123", "45.7" or "1.2 × 10⁻⁷".</summary>
    /// <param name="number">The number.</param>
    /// <param name="digits">Significant digits, 1 to 15; 3 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of digits outside 1 to 15.</exception>
    public static string Significant(double number, int digits = 3)
    {
        if (digits is < 1 or > 15)
            throw new ArgumentOutOfRangeException(nameof(digits), digits, "A number is written with 1 to 15 significant digits.");
        if (!double.IsFinite(number))
            return NotFinite(number);
        if (number == 0)
            return "0";
        string[] parts = Math.Abs(number).ToString("E" + (digits - 1)).Split('E');
        int exponent = int.Parse(parts[1]);
        return exponent is >= -4 and < 9
            ? Fixed(Rounded(number, digits - 1 - exponent), Math.Clamp(digits - 1 - exponent, 0, 15))
            : Sign(number < 0, $"{parts[0]} × 10{string.Concat(exponent.ToString().Select(Raised))}");
    }

    /// <summary>A log-likelihood or another quantity in nats, as in "−142.56 nats".</summary>
    public static string Nats(double number) => Fixed(number, 2) + " nats";

    /// <summary>A share as a percentage with one digit after the point, as in "12.5 %".</summary>
    public static string Percent(double share) => Fixed(100 * share, 1) + " %";

    /// <summary>An interval with as many digits as its width warrants, as in "[−87.1, −86.2]".</summary>
    /// <exception cref="ArgumentException">The ends are the wrong way round or not numbers.</exception>
    public static string Interval(double low, double high) => Interval(low, high, DecimalsFor(low, high));

    /// <summary>An interval with a fixed number of digits after the point.</summary>
    /// <exception cref="ArgumentException">The ends are the wrong way round or not numbers.</exception>
    public static string Interval(double low, double high, int decimals)
    {
        RequireOrder(low, high);
        return $"[{Fixed(low, decimals)}, {Fixed(high, decimals)}]";
    }

    /// <summary>A time, as in "35 ms", "1.88 s", "4 min 05 s" or "2 h 07 min".</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.9995 => Fixed(time.TotalMilliseconds, time.TotalMilliseconds < 9.95 ? 1 : 0) + " ms",
        < 59.95 => Significant(time.TotalSeconds) + " s",
        < 3599.5 => $"{(int)Math.Round(time.TotalSeconds) / 60} min {(int)Math.Round(time.TotalSeconds) % 60:00} s",
        _ => $"{Count((long)Math.Round(time.TotalMinutes) / 60)} h {(long)Math.Round(time.TotalMinutes) % 60:00} min",
    };

    /// <summary>The digits after the point that show the width of an interval to two digits, 1 to 6; 2 for a single point.</summary>
    internal static int DecimalsFor(double low, double high)
    {
        RequireOrder(low, high);
        return high > low && double.IsFinite(high - low) ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(high - low)), 1, 6) : 2;
    }

    private static void RequireOrder(double low, double high)
    {
        if (!(low <= high))
            throw new ArgumentException($"An interval runs from its low end to its high end; [{low}, {high}] does not.");
    }

    private static double Rounded(double number, int decimals) =>
        decimals >= 0 ? number : Math.Round(number / Math.Pow(10, -decimals)) * Math.Pow(10, -decimals);

    private static string Sign(bool negative, string digits) => negative ? "−" + digits : digits;

    private static string NotFinite(double number) => double.IsNaN(number) ? "undefined" : Sign(number < 0, "∞");

    private static char Raised(char digit) => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0'];
}
