namespace Harmonium.Numerics.Functions;

/// <summary>The sizes of a convolution with square filters and a stride of one over planes with a border of zeros.</summary>
/// <param name="Channels">The planes of one image.</param>
/// <param name="Height">Their height.</param>
/// <param name="Width">Their width.</param>
/// <param name="Filters">How many filters, the planes of one result.</param>
/// <param name="Side">The height and width of a filter.</param>
/// <param name="Padding">How many zeros stand around each plane.</param>
public readonly record struct ConvolutionShape(int Channels, int Height, int Width, int Filters, int Side, int Padding = 0)
{
    /// <summary>The height of a result.</summary>
    public int OutputHeight => Height + (2 * Padding) - Side + 1;

    /// <summary>The width of a result.</summary>
    public int OutputWidth => Width + (2 * Padding) - Side + 1;

    /// <summary>How many numbers a filter looks at: channels · side².</summary>
    public int PatchLength => Channels * Side * Side;
}
