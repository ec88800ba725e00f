namespace Harmonium.Numerics.Functions;

/// <summary>The sizes of a convolution with square filters, stride 1 and zero padding.</summary>
/// <param name="Channels">The number of channels.</param>
/// <param name="Height">The height of the input.</param>
/// <param name="Width">The width of the input.</param>
/// <param name="Filters">The number of filters, which are the channels of the result.</param>
/// <param name="Side">The height and width of a filter.</param>
/// <param name="Padding">The width of the zero padding on each side.</param>
internal readonly record struct ConvolutionShape(int Channels, int Height, int Width, int Filters, int Side, int Padding = 0)
{
    /// <summary>The height of the result.</summary>
    public int OutputHeight => Height + (2 * Padding) - Side + 1;

    /// <summary>The width of the result.</summary>
    public int OutputWidth => Width + (2 * Padding) - Side + 1;

    /// <summary>The number of weights per filter: channels · side².</summary>
    public int PatchLength => Channels * Side * Side;
}
