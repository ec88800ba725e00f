namespace Harmonium.Data.Formats;

/// <summary>An image file as grey levels, with what was done to it on the way.</summary>
/// <param name="Height">The rows of pixels.</param>
/// <param name="Width">The columns of pixels.</param>
/// <param name="Grey">[height · width]: 0 is black, 255 white.</param>
/// <param name="HadColour">Whether colours were turned grey.</param>
/// <param name="HadTransparency">Whether it was laid over white.</param>
/// <param name="WasAnimated">Whether it has further frames, which are left out.</param>
internal sealed record DecodedImage(int Height, int Width, byte[] Grey, bool HadColour, bool HadTransparency, bool WasAnimated)
{
    internal ImageSize Size => new(Height, Width);
}
