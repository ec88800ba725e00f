using Harmonium.Figures.Coloring;
using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>Gray shading for numbers from 0 to 1, such as pixels and their probabilities.</summary>
public sealed class PixelShading : Shading
{
    /// <summary>True if 1 is white, for photographs; false (default) if 1 is black, for letters and digits.</summary>
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
