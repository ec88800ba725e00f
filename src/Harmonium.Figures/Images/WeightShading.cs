using Harmonium.Figures.Coloring;
using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>Shading for weights and filters: blue for negative numbers, white for zero, red for positive ones. The range is symmetric.</summary>
public sealed class WeightShading : Shading
{
    /// <summary>True for one scale for all images, so that strong filters look stronger than weak ones; false (default) for a scale per image.</summary>
    public bool OneScale { get; init; }

    /// <inheritdoc/>
    public override ColorMap Colors => ColorMap.Diverging;

    /// <inheritdoc/>
    public override bool HasScale => OneScale;

    /// <inheritdoc/>
    public override IReadOnlyList<(float Low, float High)> RangesOf(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (OneScale)
            return [.. Enumerable.Repeat(Around(images.AsSpan()), images.Rows)];
        var ranges = new (float, float)[images.Rows];
        for (int i = 0; i < ranges.Length; i++)
            ranges[i] = Around(images.Row(i));
        return ranges;
    }

    // An image of zeros is white for any nonempty symmetric range.
    private static (float Low, float High) Around(ReadOnlySpan<float> numbers)
    {
        float largest = 0;
        foreach (float number in numbers)
        {
            if (float.IsFinite(number))
                largest = Math.Max(largest, Math.Abs(number));
        }

        return largest == 0 ? (-1, 1) : (-largest, largest);
    }
}
