namespace Harmonium.Units;

/// <summary>
/// The units of a layer as feature maps: unit (y · width + x) · channels + c stands at row y and column x of map c, as the numbers of an image stand in data.
/// </summary>
/// <param name="Height">The rows of a map, at least 1.</param>
/// <param name="Width">The columns of a map, at least 1.</param>
/// <param name="Channels">How many maps there are, at least 1.</param>
public readonly record struct LayerShape(int Height, int Width, int Channels)
{
    /// <summary>How many units there are: height × width × channels.</summary>
    public int Count => checked(Height * Width * Channels);

    /// <summary>The number of a unit.</summary>
    /// <param name="y">The row of its map.</param>
    /// <param name="x">The column of its map.</param>
    /// <param name="channel">The map.</param>
    public int IndexOf(int y, int x, int channel) => (((y * Width) + x) * Channels) + channel;

    /// <summary>The shape in words, such as 28×28×1.</summary>
    public override string ToString() => $"{Height}×{Width}×{Channels}";
}
