using System.Text;
using Harmonium.Data;
using Harmonium.Data.Images;
using Harmonium.Imaging;
using Harmonium.Tests.Data.Formats;
using SkiaSharp;

namespace Harmonium.Tests.Imaging;

public sealed class SkiaImageDecoderTests
{
    [Theory]
    [InlineData(1, "ABCDEF")]
    [InlineData(2, "CBAFED")]
    [InlineData(3, "FEDCBA")]
    [InlineData(4, "DEFABC")]
    [InlineData(5, "ADBECF")]
    [InlineData(6, "DAEBFC")]
    [InlineData(7, "FCEBDA")]
    [InlineData(8, "CFBEAD")]
    public void Every_orientation_of_EXIF_is_undone(int orientation, string expected)
    {
        DecodedImage stored = new(new ImageSize(2, 3), Encoding.ASCII.GetBytes("A123B123C123D123E123F123"), true);

        DecodedImage upright = SkiaImageDecoder.Upright((SKEncodedOrigin)orientation, stored);

        Assert.Equal(string.Concat(expected.Select(pixel => $"{pixel}123")), Encoding.ASCII.GetString(upright.Pixels.Span));
        Assert.Equal(orientation < 5 ? new ImageSize(2, 3) : new ImageSize(3, 2), upright.Size);
        Assert.True(upright.IsAnimated);
    }

    [Fact]
    public void Colors_and_transparency_come_out_as_they_are_stored()
    {
        using SKBitmap bitmap = new(new SKImageInfo(2, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Pixels = [new SKColor(255, 20, 30, 40), new SKColor(1, 2, 3)];
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);

        DecodedImage image = SkiaImageDecoder.Default.Decode("picture", png.AsSpan(), DataLimits.Default);

        Assert.Equal(new ImageSize(1, 2), image.Size);
        Assert.Equal([255, 20, 30, 40, 1, 2, 3, 255], image.Pixels.ToArray());
        Assert.False(image.IsAnimated);
    }

    [Fact]
    public void Errors_call_the_content_by_its_name()
    {
        byte[] png = ImageFolderFormatTests.Encode(ImageFolderFormatTests.Gray(2, 3, 1, 2, 3, 4, 5, 6));

        Assert.Equal("picture: has 2×3 pixels; the limit is 5 pixels in total.", MessageOf(png, new DataLimits { MaximumPixels = 5 }));
        Assert.StartsWith("picture: is not a readable image", MessageOf([1, 2, 3], DataLimits.Default));
        Assert.StartsWith("picture: is not a readable image", MessageOf([], DataLimits.Default));
        Assert.StartsWith("picture: is a damaged or truncated image", MessageOf(png[..^30], DataLimits.Default));
    }

    [Fact]
    public void Pixels_that_are_not_four_bytes_each_are_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new DecodedImage(new ImageSize(2, 3), new byte[23], false));

        Assert.Contains("23 bytes", error.Message);
        Assert.Contains("needs 24", error.Message);
    }

    private static string MessageOf(byte[] content, DataLimits limits) =>
        Assert.Throws<DataFileException>(() => SkiaImageDecoder.Default.Decode("picture", content, limits)).Message;
}
