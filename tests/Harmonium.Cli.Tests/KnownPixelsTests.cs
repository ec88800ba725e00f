using Harmonium.Cli.Models;
using Harmonium.Data;
using Harmonium.Imaging;
using SkiaSharp;

namespace Harmonium.Cli.Tests;

public sealed class KnownPixelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bright_pixels_of_a_picture_are_given_and_dark_or_transparent_ones_are_not()
    {
        SKColor[] colors = [SKColors.White, SKColors.Black, new(128, 128, 128), new(127, 127, 128), SKColors.Transparent, SKColors.Yellow];
        string path = Picture(2, 3, colors);

        Assert.Equal([1f, 0, 1, 0, 0, 1], KnownPixels.Of(path, new ImageSize(2, 3), SkiaImageDecoder.Default).AsSpan().ToArray());
    }

    [Fact]
    public void A_picture_of_another_size_or_none_is_refused()
    {
        string path = Picture(1, 2, SKColors.White, SKColors.Black);
        string text = _folder.At("text.png");
        File.WriteAllText(text, "words");

        Assert.Contains("is 1×2 pixels (height × width), but the images of the model are 2×1", Refusal(path));
        Assert.Contains("is not a readable image", Refusal(text));
    }

    private static string Refusal(string path) =>
        Assert.Throws<DataFileException>(() => KnownPixels.Of(path, new ImageSize(2, 1), SkiaImageDecoder.Default)).Message;

    private string Picture(int height, int width, params SKColor[] colors)
    {
        using SKBitmap picture = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        picture.Pixels = colors;
        string path = _folder.At("mask.png");
        using FileStream file = File.Create(path);
        picture.Encode(file, SKEncodedImageFormat.Png, 100);
        return path;
    }
}
