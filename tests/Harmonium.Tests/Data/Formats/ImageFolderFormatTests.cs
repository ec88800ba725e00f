using Harmonium.Data;
using Harmonium.Data.Images;
using Harmonium.Data.Sources;
using Harmonium.Imaging;
using SkiaSharp;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data.Formats;

public sealed class ImageFolderFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gray_images_come_out_as_they_are_in_ordinal_order_of_names()
    {
        _folder.Write("b.png", Encode(Gray(2, 3, 0, 1, 2, 253, 254, 255)));
        _folder.Write("B.png", Encode(Gray(2, 3, 9, 9, 9, 9, 9, 9)));
        _folder.Write("a.png", Encode(Gray(2, 3, 7, 7, 7, 7, 7, 7)));

        Dataset data = Open(_folder.Path, new DataOptions { Scale = 1 });

        Assert.Equal(ItemShape.Image(2, 3), data.Shape);
        Assert.Equal([9f, 9, 9, 9, 9, 9, 7, 7, 7, 7, 7, 7, 0, 1, 2, 253, 254, 255], All(data));
        Assert.Null(data.Labels);
        Assert.Empty(data.Notices);
    }

    [Fact]
    public void Values_lie_between_0_and_1()
    {
        _folder.Write("a.png", Encode(Gray(1, 2, 0, 255)));

        Assert.Equal([0f, 1], All(Open(_folder.Path)));
    }

    [Fact]
    public void Sub_folders_are_labels_in_ordinal_order()
    {
        _folder.Write("zebra/1.png", Encode(Gray(1, 1, 10)));
        _folder.Write("Ant/1.png", Encode(Gray(1, 1, 20)));
        _folder.Write("bee/2.png", Encode(Gray(1, 1, 30)));
        _folder.Write("bee/10.png", Encode(Gray(1, 1, 40)));
        Directory.CreateDirectory(_folder.At("empty"));

        Dataset data = Open(_folder.Path, new DataOptions { Scale = 1 });

        Assert.Equal(["Ant", "bee", "zebra"], data.ClassNames!);
        Assert.Equal([0, 1, 1, 2], data.Labels!);
        Assert.Equal([20f, 40, 30, 10], All(data));
    }

    [Fact]
    public void Colors_become_their_luma_and_it_is_said()
    {
        SKColor[] colors = [new(255, 0, 0), new(0, 255, 0), new(0, 0, 255), new(10, 20, 30)];
        _folder.Write("a.png", Encode(Bitmap(1, 4, colors)));

        Dataset data = Open(_folder.Path, new DataOptions { Scale = 1 });

        float[] expected = [.. colors.Select(c => (float)Math.Round((0.299 * c.Red) + (0.587 * c.Green) + (0.114 * c.Blue)))];
        Assert.Equal(expected, All(data));
        Assert.Contains(data.Notices, notice => notice.StartsWith("1 of 1 images had colors"));
    }

    [Fact]
    public void Transparent_pixels_lie_over_white_and_it_is_said()
    {
        _folder.Write("a.png", Encode(Bitmap(1, 3, new SKColor(0, 0, 0, 0), new SKColor(0, 0, 0, 51), new SKColor(100, 100, 100, 255))));

        Dataset data = Open(_folder.Path, new DataOptions { Scale = 1 });

        Assert.Equal([255f, 204, 100], All(data));
        Assert.Contains(data.Notices, notice => notice.Contains("transparent"));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, "a.jpeg")]
    [InlineData(SKEncodedImageFormat.Jpeg, "a.JPG")]
    [InlineData(SKEncodedImageFormat.Webp, "a.webp")]
    public void Lossy_formats_are_read_closely(SKEncodedImageFormat format, string name)
    {
        byte[] levels = [.. Enumerable.Range(0, 256).Select(i => (byte)(i / 16 * 16))];
        _folder.Write(name, Encode(Gray(16, 16, levels), format));

        float[] read = All(Open(_folder.Path, new DataOptions { Scale = 1 }));

        Assert.All(read.Zip(levels), pair => Assert.InRange(pair.First, pair.Second - 4, pair.Second + 4));
    }

    [Fact]
    public void GIF_and_BMP_are_read()
    {
        // A 1×1 GIF of white, and a 2×1 24-bit BMP of red and black.
        _folder.Write("gif/a.gif", Convert.FromHexString("47494638376101000100800000FFFFFF0000002C00000000010001000002024401003B"));
        _folder.Write("bmp/a.bmp", Convert.FromHexString(
            "424D3E0000000000000036000000280000000200000001000000010018000000000008000000000000000000000000000000000000000000FF0000000000"));

        Assert.Equal([255f], All(Open(_folder.At("gif"), new DataOptions { Scale = 1 })));
        Assert.Equal([76f, 0], All(Open(_folder.At("bmp"), new DataOptions { Scale = 1 })));
    }

    [Fact]
    public void Photographs_are_turned_upright()
    {
        // A JPEG of 8 rows × 16 columns, left half black, with EXIF orientation 6: to be rotated clockwise.
        byte[] levels = [.. Enumerable.Range(0, 128).Select(i => i % 16 < 8 ? (byte)0 : (byte)255)];
        byte[] jpeg = Encode(Gray(8, 16, levels), SKEncodedImageFormat.Jpeg);
        byte[] exif = Convert.FromHexString("FFE10022" + "457869660000" + "4D4D002A00000008" + "0001" + "0112" + "0003" + "00000001" + "00060000" + "00000000");
        _folder.Write("a.jpg", [.. jpeg.AsSpan(0, 2), .. exif, .. jpeg.AsSpan(2)]);

        Dataset data = Open(_folder.Path, new DataOptions { Scale = 1 });

        Assert.Equal(ItemShape.Image(16, 8), data.Shape);
        float[] pixels = All(data);
        Assert.All(pixels[..64], level => Assert.InRange(level, 0, 20));
        Assert.All(pixels[64..], level => Assert.InRange(level, 235, 255));
    }

    [Fact]
    public void An_image_of_another_size_is_named_with_both_sizes_and_the_way_out()
    {
        _folder.Write("a.png", Encode(Gray(1, 2, 10, 20)));
        string odd = _folder.Write("b.png", Encode(Gray(2, 1, 10, 20)));

        DataFileException error = Assert.Throws<DataFileException>(() => Open(_folder.Path));

        Assert.Equal(odd, error.File);
        Assert.Contains("2×1", error.Message);
        Assert.Contains("1×2", error.Message);
        Assert.Contains("--image-size 1x2", error.Message);
        Dataset resized = Open(_folder.Path, new DataOptions { Size = new ImageSize(1, 1), Scale = 1 });
        Assert.Equal([15f, 15], All(resized));
        Assert.Contains(resized.Notices, notice => notice.Contains("2 of 2 images were resized to 1×1"));
    }

    [Fact]
    public void What_is_no_image_is_passed_over_and_said()
    {
        _folder.Write("a.png", Encode(Gray(1, 1, 10)));
        _folder.Write(".hidden.png", Encode(Gray(1, 1, 20)));
        _folder.Write("readme.txt", "words");
        Directory.CreateDirectory(_folder.At(".git"));
        _folder.Write(".git/b.png", Encode(Gray(1, 1, 30)));

        Dataset data = Open(_folder.Path, new DataOptions { Scale = 1 });

        Assert.Equal([10f], All(data));
        Assert.Contains("3 entries of the folder were skipped", Assert.Single(data.Notices));
        Assert.Contains(".hidden.png", data.Notices[0]);
    }

    [Fact]
    public void Links_are_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        string outside = _folder.Write("outside/secret.png", Encode(Gray(1, 1, 99)));
        _folder.Write("inside/a.png", Encode(Gray(1, 1, 10)));
        File.CreateSymbolicLink(_folder.At("inside/link.png"), outside);
        Directory.CreateSymbolicLink(_folder.At("inside/folder"), _folder.At("outside"));

        Dataset data = Open(_folder.At("inside"), new DataOptions { Scale = 1 });

        Assert.Equal([10f], All(data));
        Assert.Contains("2 entries of the folder", Assert.Single(data.Notices));
    }

    [Fact]
    public void Images_both_beside_and_in_sub_folders_are_refused()
    {
        _folder.Write("a.png", Encode(Gray(1, 1, 10)));
        _folder.Write("bee/b.png", Encode(Gray(1, 1, 10)));

        Assert.Contains("bee", Refused(_folder.Path).Message);
    }

    [Fact]
    public void A_folder_without_images_says_what_is_expected()
    {
        _folder.Write("a.csv", "1,2");

        Assert.Contains(".png", Refused(_folder.Path).Message);
    }

    [Fact]
    public void A_program_without_a_decoder_says_how_to_get_one()
    {
        _folder.Write("a.png", Encode(Gray(1, 1, 10)));
        DataLocations without = new(null, "/nowhere");

        DataFileException error = Assert.Throws<DataFileException>(() => DataSource.Open(_folder.Path, without, DataLimits.Default, new DataOptions()));

        Assert.Equal(_folder.Path, error.File);
        Assert.Contains("built without image decoding", error.Message);
        Assert.Contains("Reference Harmonium.Imaging and open the data with DataLocations { Images = SkiaImageDecoder.Default }.", error.Message);
        Assert.Equal(1, DataSource.Open(_folder.Path, without with { Images = SkiaImageDecoder.Default }, DataLimits.Default, new DataOptions()).Train.Count);
    }

    [Fact]
    public void Images_are_what_the_decoder_makes_of_their_content()
    {
        _folder.Write("a.png", "one");
        _folder.Write("b.bmp", "another");
        DataLocations locations = new(null, "/nowhere") { Images = new LengthDecoder() };

        Dataset data = DataSource.Open(_folder.Path, locations, DataLimits.Default, new DataOptions { Scale = 1 }).Train;

        Assert.Equal([3f, 7], All(data));
    }

    [Fact]
    public void Damaged_and_false_images_are_refused_by_name()
    {
        byte[] whole = Encode(Gray(16, 16, [.. Enumerable.Range(0, 256).Select(i => (byte)(i * 37))]));
        foreach (byte[] content in (byte[][])[[], [.. "no image"u8], whole[..20], whole[..(whole.Length / 2)]])
        {
            string path = _folder.Write("bad.png", content);
            Assert.Equal(path, Assert.Throws<DataFileException>(() => Open(_folder.Path)).File);
        }
    }

    [Fact]
    public void Limits_are_exact()
    {
        byte[] image = Encode(Gray(2, 3, 0, 1, 2, 3, 4, 5));
        _folder.Write("a.png", image);
        _folder.Write("b.png", image);
        DataLimits exact = new()
        {
            MaximumRows = 2,
            MaximumPixels = 6,
            MaximumColumns = 6,
            MaximumBytes = Math.Max(12, image.Length),
            MaximumImageFileBytes = image.Length
        };

        Assert.Equal(2, Open(_folder.Path, limits: exact).Count);
        foreach (DataLimits less in (DataLimits[])[exact with { MaximumRows = 1 }, exact with { MaximumPixels = 5 }, exact with { MaximumColumns = 5 },
            exact with { MaximumImageFileBytes = image.Length - 1 }, exact with { MaximumBytes = 11 }])
            Assert.Contains("limit", Assert.Throws<DataFileException>(() => Open(_folder.Path, limits: less)).Message);
        Assert.Contains("limit", Refused(_folder.Path, new DataOptions { Size = new ImageSize(int.MaxValue, int.MaxValue) }).Message);
    }

    internal static SKBitmap Gray(int height, int width, params byte[] levels) =>
        Bitmap(height, width, [.. levels.Select(level => new SKColor(level, level, level))]);

    internal static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using (bitmap)
        {
            using SKData data = bitmap.Encode(format, 100);
            return data.ToArray();
        }
    }

    private static SKBitmap Bitmap(int height, int width, params SKColor[] colors)
    {
        SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Pixels = colors;
        return bitmap;
    }

    /// <summary>Decodes each file as one pixel with the file's length as its level.</summary>
    private sealed class LengthDecoder : ImageDecoder
    {
        public override DecodedImage Decode(string name, ReadOnlySpan<byte> content, DataLimits limits)
        {
            byte level = (byte)content.Length;
            return new DecodedImage(new ImageSize(1, 1), new[] { level, level, level, byte.MaxValue }, false);
        }
    }
}
