using Harmonium.Figures.Coloring;
using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>Grays for numbers from 0 to 1: pixels, and probabilities of pixels.</summary>
public sealed class PixelShading : Shading
{
    /// <summary>1 is white on black instead of black on white, as photographs want it; letters and digits read better as ink (the default).</summary>
    public bool LightOnDark { get; init; }

    /// <inheritdoc/>
    public override ColorMap Colors => LightOnDark ? ColorMap.LightOnDark : ColorMap.InkOnPaper;

    /// <inheritdoc/>
    public override bool HasScale => false;

    /// <inheritdoc/>
    public override IReadOnlyList<(float Low, float High)> RangesOf(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return [.. Enumerable.Repeat((0f, 1f), images.Rows)];
    }
}
