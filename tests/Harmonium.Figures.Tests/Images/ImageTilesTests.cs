using Harmonium.Figures.Coloring;
using Harmonium.Figures.Images;
using Harmonium.Numerics;

namespace Harmonium.Figures.Tests;

public sealed class ImageTilesTests
{
    // Margins are 8 page units, 16 pixels; a frame is 2.
    private const int First = 18;

    private static readonly SheetOptions Plain = new() { PixelSize = 5, Gap = 4 };

    [Fact]
    public void Every_number_is_a_square_of_its_color_at_its_place()
    {
        Tensor images = Tensor.From([-2, 0, 1, 2, 0.5f, -0.5f, 0, 0.25f], 2, 2, 2);
        Picture picture = new(new ImageTiles(images, Plain, columns: 2).ToPng());
        Assert.Equal(16 + (2 * 14) + 4 + 16, picture.Width);
        Assert.Equal(16 + 14 + 16, picture.Height);
        Color[] first = [Shade(-1), Shade(0), Shade(0.5), Shade(1)];
        Color[] second = [Shade(1), Shade(-1), Shade(0), Shade(0.5)];
        for (int y = 0; y < 10; y++)
        {
            for (int x = 0; x < 10; x++)
            {
                int cell = (y / 5 * 2) + (x / 5);
                Assert.Equal(first[cell], picture[First + x, First + y]);
                Assert.Equal(second[cell], picture[First + 18 + x, First + y]);
            }
        }
    }

    [Fact]
    public void A_frame_and_a_gap_separate_neighbors()
    {
        Picture picture = new(new ImageTiles(Tensor.Filled(1, 2, 2, 2), Plain, columns: 2).ToPng());
        Assert.Equal(Color.Hairline, picture[16, 16]);
        Assert.Equal(Color.Hairline, picture[29, 20]);
        for (int x = 30; x < 34; x++)
            Assert.Equal(Color.White, picture[x, 20]);
        Assert.Equal(Color.Hairline, picture[34, 20]);
        Picture bare = new(new ImageTiles(Tensor.Filled(1, 2, 2, 2), Plain with { Frame = false, Gap = 0 }, columns: 2).ToPng());
        Assert.Equal(16 + 20 + 16, bare.Width);
        Assert.Equal(20 * 10, bare.Count(c => c == ColorMap.Diverging.At(1)));
    }

    [Fact]
    public void Each_filter_has_its_own_scale_unless_one_scale_is_requested()
    {
        Tensor images = Tensor.From([1, 4], 2, 1, 1);
        Picture own = new(new ImageTiles(images, Plain, columns: 2).ToPng());
        Assert.Equal(Shade(1), own[First, First]);
        Assert.Equal(Shade(1), own[First + 13, First]);
        Picture one = new(new ImageTiles(images, Plain with { Shading = new WeightShading { OneScale = true } }, columns: 2).ToPng());
        int left = (one.Width - ((2 * 9) + 4)) / 2;
        Assert.Equal(Shade(0.25), one[left + 2, First]);
        Assert.Equal(Shade(1), one[left + 15, First]);
    }

    [Fact]
    public void A_common_scale_is_drawn_below_the_images()
    {
        Picture picture = new(new ImageTiles(Tensor.From([1, 4], 2, 1, 1), Plain with { Shading = new WeightShading { OneScale = true } }, columns: 2).ToPng());
        // The ends of the color map are below the images. The bar is 240 pixels long and 16 high.
        int row = 16 + 9 + 12 + 6 + 8;
        int left = Enumerable.Range(0, picture.Width).First(x => picture[x, row] == ColorMap.Diverging.At(0));
        Assert.Equal(ColorMap.Diverging.At(1), picture[left + 239, row]);
        Assert.Equal(Color.Hairline, picture[left + 240, row]);
    }

    [Fact]
    public void Filters_of_zeros_are_white()
    {
        Picture picture = new(new ImageTiles(Tensor.Zeros(1, 3, 3), Plain).ToPng());
        Assert.Equal(Color.White, picture[First + 7, First + 7]);
    }

    [Fact]
    public void NaN_is_drawn_as_absent_and_does_not_affect_the_scale()
    {
        Picture picture = new(new ImageTiles(Tensor.From([float.NaN, 3, float.PositiveInfinity, -3], 1, 2, 2), Plain).ToPng());
        Assert.Equal(Color.Absent, picture[First, First]);
        Assert.Equal(Shade(1), picture[First + 5, First]);
        Assert.Equal(Color.Absent, picture[First, First + 5]);
        Assert.Equal(Shade(-1), picture[First + 5, First + 5]);
    }

    [Fact]
    public void Pixels_are_black_on_white_or_white_on_black()
    {
        Tensor images = Tensor.From([0, 1], 1, 1, 2);
        Picture ink = new(new ImageTiles(images, Plain with { Shading = new PixelShading() }).ToPng());
        Assert.Equal((Color.White, new Color(0, 0, 0)), (ink[First, First], ink[First + 5, First]));
        Picture light = new(new ImageTiles(images, Plain with { Shading = new PixelShading { LightOnDark = true } }).ToPng());
        Assert.Equal((new Color(0, 0, 0), Color.White), (light[First, First], light[First + 5, First]));
    }

    [Fact]
    public void Fewer_levels_mean_fewer_colors()
    {
        float[] ramp = [.. Enumerable.Range(0, 200).Select(i => (i - 99.5f) / 99.5f)];
        IndexedImage coarse = new ImageTiles(Tensor.From(ramp, 1, 1, 200), new SheetOptions { Shading = new WeightShading { Levels = 9 } }).Draw();
        IndexedImage fine = new ImageTiles(Tensor.From(ramp, 1, 1, 200)).Draw();
        Assert.Equal(9 + 1, coarse.Pixels.ToArray().Distinct().Count(i => coarse.Palette[i] != Color.White) + 1);
        Assert.True(fine.Pixels.ToArray().Distinct().Count() > 190);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(16, 4)]
    [InlineData(26, 9)]
    [InlineData(100, 10)]
    [InlineData(500, 25)]
    public void The_grid_has_the_expected_number_of_columns(int count, int columns) => Assert.Equal(columns, GridShape.ColumnsFor(count, 28, 28));

    [Fact]
    public void Captions_are_drawn()
    {
        Tensor images = Tensor.Zeros(4, 3, 3);
        Picture bare = new(new ImageTiles(images, Plain, 2).ToPng());
        Picture titled = new(new ImageTiles(images, Plain with { Title = "Weights" }, 2).ToPng());
        Picture captioned = new(new ImageTiles(images, Plain, 2, ["Ωα", "жы"], ["∑", "∇"]).ToPng());
        Assert.Equal(0, bare.Count(IsInk));
        Assert.True(titled.Count(IsInk) > 100, $"{titled.Count(IsInk)} pixels of ink in the title");
        Assert.True(captioned.Count(IsInk) > 100, $"{captioned.Count(IsInk)} pixels of ink in the captions");
    }

    [Fact]
    public void The_same_numbers_give_the_same_bytes()
    {
        Tensor images = Tensor.From([.. Enumerable.Range(0, 90).Select(i => MathF.Sin(i))], 10, 3, 3);
        SheetOptions options = new() { Title = "σ(x)" };
        Assert.Equal(new ImageTiles(images, options).ToPng(), new ImageTiles(images, options).ToPng());
    }

    [Fact]
    public void A_tensor_without_images_is_refused_with_its_shape()
    {
        var error = Assert.Throws<ArgumentException>(() => new ImageTiles(Tensor.Zeros(10, 784)));
        Assert.Contains("[10, 784]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ImageTiles(Tensor.Zeros(0, 2, 2)));
        Assert.Throws<ArgumentException>(() => new ImageTiles(Tensor.Zeros(4, 2, 2), columns: 2, columnCaptions: ["only one"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageTiles(Tensor.Zeros(4, 2, 2), columns: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightShading { Levels = 8 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SheetOptions { Gap = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SheetOptions { PixelSize = 0 });
    }

    private static bool IsInk(Color color) => color.Red < 0x60 && color.Green == color.Red && color.Blue == color.Red;

    // The color of a signed fraction of the largest number, with the 237 levels of the map.
    private static Color Shade(double share) =>
        ColorMap.Diverging.At(Math.Round((share + 1) / 2 * 236, MidpointRounding.AwayFromZero) / 236);
}
