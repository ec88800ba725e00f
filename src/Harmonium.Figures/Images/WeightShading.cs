using Harmonium.Figures.Coloring;
using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>Blue below zero, white at zero, red above, as far to either side as the largest absolute number: for weights and filters.</summary>
public sealed class WeightShading : Shading
{
    /// <summary>One scale for all images, so that strong filters look stronger than weak ones; by default each fills its own.</summary>
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

    // An image of nothing but zeros is all white: any range that is not empty says so.
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
