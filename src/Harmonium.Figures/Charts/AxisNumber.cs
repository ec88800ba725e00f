namespace Harmonium.Figures.Charts;

/// <summary>Formats numbers of axes: short, with the minus sign U+2212.</summary>
internal static class AxisNumber
{
    /// <summary>Returns up to three significant digits, with a power of ten for very small or large numbers.</summary>
    internal static string Short(double number)
    {
        if (number == 0)
            return "0";
        double size = Math.Abs(number);
        string digits = size is >= 1e6 or < 1e-4
            ? Scientific(size)
            : size.ToString(size >= 100 ? "#,0.###" : "G3");
        return number < 0 ? "−" + digits : digits;
    }

    /// <summary>Returns up to six significant digits, for ticks that may be close together far from zero.</summary>
    internal static string Tick(double number)
    {
        double size = Math.Abs(number);
        if (size < 1e-12)
            return "0";
        string digits = size is >= 1e6 or < 1e-4 ? Scientific(size) : size.ToString(size >= 1000 ? "#,0.###" : "G6");
        return number < 0 ? "−" + digits : digits;
    }

    /// <summary>Returns a power of ten with a superscript exponent.</summary>
    internal static string PowerOfTen(int exponent) => "10" + string.Concat(exponent.ToString().Select(Raised));

    private static string Scientific(double size)
    {
        // Rounding first turns 9.999 into 10, which belongs to the next power.
        double rounded = double.Parse(size.ToString("E2"));
        int exponent = (int)Math.Floor(Math.Log10(rounded));
        double mantissa = Math.Round(rounded / Math.Pow(10, exponent), 2);
        return mantissa == 1 ? PowerOfTen(exponent) : $"{mantissa:G3} × {PowerOfTen(exponent)}";
    }

    private static char Raised(char digit) => digit switch
    {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        _ => (char)('⁰' + (digit - '0')),
    };
}
