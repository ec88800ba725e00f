using Harmonium.Figures.Coloring;
using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>The mapping from the numbers of images to colors: a color map and a range of numbers.</summary>
public abstract class Shading
{
    /// <summary>The largest number of levels. The rest of the palette of 256 colors is for text and frames.</summary>
    public const int MostLevels = 237;

    private readonly int _levels = MostLevels;

    /// <summary>The number of colors of the map, odd, 3 to 237 (default). Fewer colors give smaller animations.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the number is even or outside 3 to 237.</exception>
    public int Levels
    {
        get => _levels;
        init => _levels = value is >= 3 and <= MostLevels && int.IsOddInteger(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value,
                $"The number of levels must be odd and from 3 to {MostLevels}, so that the center of the map is a level.");
    }

    /// <summary>Gets the color map.</summary>
    public abstract ColorMap Colors { get; }

    /// <summary>Gets whether all images share one range, which is then drawn as a scale below them.</summary>
    public abstract bool HasScale { get; }

    /// <summary>Returns for every image the numbers of the first and the last color.</summary>
    /// <param name="images">The images, [count, height, width]. Numbers that are not finite are ignored.</param>
    public abstract IReadOnlyList<(float Low, float High)> RangesOf(Tensor images);

    /// <summary>Returns the level of a number in a range: 0 at the lower end, <see cref="Levels"/> − 1 at the upper end, clipped outside.</summary>
    internal byte LevelOf(float value, (float Low, float High) range)
    {
        double position = ((double)value - range.Low) / ((double)range.High - range.Low);
        return (byte)Math.Round(Math.Clamp(position, 0, 1) * (Levels - 1), MidpointRounding.AwayFromZero);
    }
}
