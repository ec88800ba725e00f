namespace Harmonium.Figures.Coloring;

/// <summary>Colors for the numbers from 0 to 1.</summary>
public sealed class ColorMap
{
    private readonly Func<double, Color> _color;

    private ColorMap(Func<double, Color> color) => _color = color;

    /// <summary>
    /// Blue through white to red: for numbers with a sign, 0.5 being zero. Lightness falls evenly to both ends in Oklab, so that equal
    /// steps look equally large on either side, and blue against red is told apart with every common kind of color blindness.
    /// </summary>
    public static ColorMap Diverging { get; } = new(t => t < 0.5 ? Arm(1 - (2 * t), 0.155, 256) : Arm((2 * t) - 1, 0.185, 27));

    /// <summary>White at 0, black at 1: ink on paper.</summary>
    public static ColorMap InkOnPaper { get; } = new(t => Gray(1 - t));

    /// <summary>Black at 0, white at 1: light in the dark.</summary>
    public static ColorMap LightOnDark { get; } = new(Gray);

    /// <summary>The color of a number; numbers outside [0, 1] get the color of the nearer end.</summary>
    public Color At(double position) => _color(Math.Clamp(position, 0, 1));

    /// <summary>Evenly spaced colors from one end to the other, ends included; an odd count has the exact center in its middle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 colors.</exception>
    public IReadOnlyList<Color> Levels(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return [.. Enumerable.Range(0, count).Select(i => At(i / (count - 1.0)))];
    }

    // Chroma rises fast, so that small weights are already tinted, and falls a little toward the dark end, where sRGB is narrow.
    private static Color Arm(double distance, double chroma, double hue) =>
        Color.FromOklch(1 - (0.62 * distance), chroma * Math.Sin(Math.PI * 0.5 * Math.Min(1, 1.6 * distance)) * (1 - (0.25 * distance * distance)), hue);

    private static Color Gray(double light)
    {
        byte level = (byte)Math.Round(255 * light);
        return new Color(level, level, level);
    }
}
