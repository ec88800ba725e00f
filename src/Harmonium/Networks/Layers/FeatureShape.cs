using Harmonium.Data;

namespace Harmonium.Networks.Layers;

/// <summary>What stands between two layers of a network: planes of features, or a vector (planes of one pixel).</summary>
/// <param name="Channels">How many planes, or the length of the vector.</param>
/// <param name="Height">Their height; 1 for a vector.</param>
/// <param name="Width">Their width; 1 for a vector.</param>
public readonly record struct FeatureShape(int Channels, int Height = 1, int Width = 1)
{
    /// <summary>All numbers of one example.</summary>
    public int Count => Channels * Height * Width;

    /// <summary>The features that examples are: gray images are one plane, everything else is a vector.</summary>
    public static FeatureShape Of(ItemShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape is { IsImage: true, Channels: 1 } ? new FeatureShape(1, shape.Height, shape.Width) : new FeatureShape(shape.Columns);
    }

    /// <summary>The shape in words, such as 6 × 28 × 28 or 500.</summary>
    public override string ToString() => Height == 1 && Width == 1 ? $"{Channels}" : $"{Channels} × {Height} × {Width}";
}
