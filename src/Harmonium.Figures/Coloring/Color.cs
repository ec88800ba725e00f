namespace Harmonium.Figures.Coloring;

/// <summary>An opaque sRGB color.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct Color(byte Red, byte Green, byte Blue)
{
    /// <summary>Gets pure white.</summary>
    public static Color White => new(255, 255, 255);

    /// <summary>Gets the near-black of text and axes.</summary>
    public static Color Ink => new(0x22, 0x22, 0x22);

    /// <summary>Gets the gray of tick labels and secondary lines.</summary>
    public static Color Muted => new(0x6B, 0x6B, 0x6B);

    /// <summary>Gets the pale gray of frames and grids.</summary>
    public static Color Hairline => new(0xD4, 0xD4, 0xD4);

    /// <summary>Gets straw yellow, which marks pixels that are hidden or NaN. No color map contains it.</summary>
    public static Color Absent => new(0xF6, 0xDF, 0xA4);

    /// <summary>Returns the color as #RRGGBB.</summary>
    public override string ToString() => $"#{Red:X2}{Green:X2}{Blue:X2}";

    /// <summary>
    /// Returns a color from polar coordinates in Oklab (B. Ottosson, "A perceptual color space for image processing", 2020), in which equal steps look equal.
    /// Components outside sRGB are clipped.
    /// </summary>
    /// <param name="lightness">The lightness, 0 (black) to 1 (white).</param>
    /// <param name="chroma">The chroma, 0 (gray) to about 0.3.</param>
    /// <param name="hue">The angle in degrees: about 30 red, 145 green, 255 blue.</param>
    public static Color FromOklch(double lightness, double chroma, double hue)
    {
        (double sin, double cos) = Math.SinCos(hue * Math.PI / 180);
        double a = chroma * cos, b = chroma * sin;
        double l = Cube(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        double m = Cube(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        double s = Cube(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        return new Color(
            Encode((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Encode((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Encode((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    internal static Color Mix(Color from, Color to, double share) => new(
        Between(from.Red, to.Red, share), Between(from.Green, to.Green, share), Between(from.Blue, to.Blue, share));

    private static byte Between(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));

    private static double Cube(double x) => x * x * x;

    private static byte Encode(double linear)
    {
        double clipped = Math.Clamp(linear, 0, 1);
        double encoded = clipped <= 0.0031308 ? 12.92 * clipped : (1.055 * Math.Pow(clipped, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(255 * encoded);
    }
}
