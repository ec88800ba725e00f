using Harmonium.Figures.Coloring;
using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>How the numbers of images become colors: a color map and the numbers that its two ends stand for.</summary>
public abstract class Shading
{
    /// <summary>The most levels a map may be cut into, so that text, frames and a palette of 256 have room beside them.</summary>
    public const int MostLevels = 237;

    private readonly int _levels = MostLevels;

    /// <summary>How many colors the map is cut into, odd, 3 to 237 (default): fewer make smaller animations.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An even number, or one outside 3 to 237.</exception>
    public int Levels
    {
        get => _levels;
        init => _levels = value is >= 3 and <= MostLevels && int.IsOddInteger(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value,
                $"A color map is cut into an odd number of levels from 3 to {MostLevels}, so that its center is one of them.");
    }

    /// <summary>The colors.</summary>
    public abstract ColorMap Colors { get; }

    /// <summary>Whether all images share one range, which is then drawn as a scale beneath them.</summary>
    public abstract bool HasScale { get; }

    /// <summary>For every image, the numbers that get the first and the last color.</summary>
    /// <param name="images">[count, height, width]; numbers that are not finite are left out of account.</param>
    public abstract IReadOnlyList<(float Low, float High)> RangesOf(Tensor images);

    /// <summary>The level of a number in a range: 0 at its low end, <see cref="Levels"/> − 1 at its high end, cut off beyond.</summary>
    internal byte LevelOf(float value, (float Low, float High) range)
    {
        double position = ((double)value - range.Low) / ((double)range.High - range.Low);
        return (byte)Math.Round(Math.Clamp(position, 0, 1) * (Levels - 1), MidpointRounding.AwayFromZero);
    }
}
