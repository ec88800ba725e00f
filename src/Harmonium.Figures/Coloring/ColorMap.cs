namespace Harmonium.Figures.Coloring;

/// <summary>A map from the numbers from 0 to 1 to colors.</summary>
public sealed class ColorMap
{
    private readonly Func<double, Color> _color;

    private ColorMap(Func<double, Color> color) => _color = color;

    /// <summary>
    /// Gets the map from blue through white (0.5) to red, for signed numbers. Lightness falls evenly to both ends in Oklab, so that equal steps look equal on
    /// both sides. Blue and red are distinct under all common types of color blindness.
    /// </summary>
    public static ColorMap Diverging { get; } = new(t => t < 0.5 ? Arm(1 - (2 * t), 0.155, 256) : Arm((2 * t) - 1, 0.185, 27));

    /// <summary>Gets the map from white at 0 to black at 1.</summary>
    public static ColorMap InkOnPaper { get; } = new(t => Gray(1 - t));

    /// <summary>Gets the map from black at 0 to white at 1.</summary>
    public static ColorMap LightOnDark { get; } = new(Gray);

    /// <summary>Returns the color of a number. Numbers outside [0, 1] get the color of the nearest end.</summary>
    public Color At(double position) => _color(Math.Clamp(position, 0, 1));

    /// <summary>Returns evenly spaced colors, including both ends. If the count is odd, the middle color is the exact center.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="count"/> is less than 2.</exception>
    public IReadOnlyList<Color> Levels(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return [.. Enumerable.Range(0, count).Select(i => At(i / (count - 1.0)))];
    }

    // Chroma rises quickly, so that small weights are visible. It falls slightly toward the dark end, where the sRGB gamut is narrow.
    private static Color Arm(double distance, double chroma, double hue) =>
        Color.FromOklch(1 - (0.62 * distance), chroma * Math.Sin(Math.PI * 0.5 * Math.Min(1, 1.6 * distance)) * (1 - (0.25 * distance * distance)), hue);

    private static Color Gray(double light)
    {
        byte level = (byte)Math.Round(255 * light);
        return new Color(level, level, level);
    }
}
