namespace Harmonium.Figures.Colours;

/// <summary>Colours for the numbers from 0 to 1.</summary>
public sealed class ColourMap
{
    private readonly Func<double, Colour> _colour;

    private ColourMap(Func<double, Colour> colour) => _colour = colour;

    /// <summary>
    /// Blue through white to red: for numbers with a sign, 0.5 being zero. Lightness falls evenly to both ends in Oklab, so that equal
    /// steps look equally large on either side, and blue against red is told apart with every common kind of colour blindness.
    /// </summary>
    public static ColourMap Diverging { get; } = new(t => t < 0.5 ? Arm(1 - (2 * t), 0.155, 256) : Arm((2 * t) - 1, 0.185, 27));

    /// <summary>White at 0, black at 1: ink on paper.</summary>
    public static ColourMap InkOnPaper { get; } = new(t => Grey(1 - t));

    /// <summary>Black at 0, white at 1: light in the dark.</summary>
    public static ColourMap LightOnDark { get; } = new(Grey);

    /// <summary>The colour of a number; numbers outside [0, 1] get the colour of the nearer end.</summary>
    public Colour At(double position) => _colour(Math.Clamp(position, 0, 1));

    /// <summary>Evenly spaced colours from one end to the other, ends included; an odd count has the exact centre in its middle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 colours.</exception>
    public IReadOnlyList<Colour> Levels(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return [.. Enumerable.Range(0, count).Select(i => At(i / (count - 1.0)))];
    }

    // Chroma rises fast, so that small weights are already tinted, and falls a little towards the dark end, where sRGB is narrow.
    private static Colour Arm(double distance, double chroma, double hue) =>
        Colour.FromOklch(1 - (0.62 * distance), chroma * Math.Sin(Math.PI * 0.5 * Math.Min(1, 1.6 * distance)) * (1 - (0.25 * distance * distance)), hue);

    private static Colour Grey(double light)
    {
        byte level = (byte)Math.Round(255 * light);
        return new Colour(level, level, level);
    }
}
