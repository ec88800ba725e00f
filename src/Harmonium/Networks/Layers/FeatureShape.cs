using Harmonium.Data;

namespace Harmonium.Networks.Layers;

/// <summary>The shape of features between two layers: planes, or a vector (planes of one pixel).</summary>
/// <param name="Channels">The number of planes, or the length of the vector.</param>
/// <param name="Height">The height of the planes; 1 for a vector.</param>
/// <param name="Width">The width of the planes; 1 for a vector.</param>
internal readonly record struct FeatureShape(int Channels, int Height = 1, int Width = 1)
{
    /// <summary>The number of values per example.</summary>
    public int Count => Channels * Height * Width;

    /// <summary>Returns the feature shape of examples: one plane for grayscale images, a vector otherwise.</summary>
    public static FeatureShape Of(ItemShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape is { IsImage: true, Channels: 1 } ? new FeatureShape(1, shape.Height, shape.Width) : new FeatureShape(shape.Columns);
    }

    /// <summary>Returns the shape as text, such as 6 × 28 × 28 or 500.</summary>
    public override string ToString() => Height == 1 && Width == 1 ? $"{Channels}" : $"{Channels} × {Height} × {Width}";
}
