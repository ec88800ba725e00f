namespace Harmonium.Units;

/// <summary>
/// The arrangement of a layer's units in feature maps: unit (y · width + x) · channels + c is at row y and column x of map c, as in image data.
/// </summary>
/// <param name="Height">The number of rows of a map, at least 1.</param>
/// <param name="Width">The number of columns of a map, at least 1.</param>
/// <param name="Channels">The number of maps, at least 1.</param>
internal readonly record struct LayerShape(int Height, int Width, int Channels)
{
    /// <summary>The number of units: height × width × channels.</summary>
    public int Count => checked(Height * Width * Channels);

    /// <summary>Returns the index of a unit.</summary>
    /// <param name="y">The row in the map.</param>
    /// <param name="x">The column in the map.</param>
    /// <param name="channel">The index of the map.</param>
    public int IndexOf(int y, int x, int channel) => (((y * Width) + x) * Channels) + channel;

    /// <summary>Returns the shape as text, such as 28×28×1.</summary>
    public override string ToString() => $"{Height}×{Width}×{Channels}";
}
