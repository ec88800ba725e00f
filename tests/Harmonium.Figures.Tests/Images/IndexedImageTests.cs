using Harmonium.Figures.Coloring;
using Harmonium.Figures.Images;

namespace Harmonium.Figures.Tests;

public sealed class IndexedImageTests
{
    private static readonly Color[] Palette = [new(1, 2, 3), new(200, 100, 50), new(0, 255, 0)];

    [Fact]
    public void A_PNG_shows_every_pixel_in_its_color()
    {
        IndexedImage image = new(3, 2, Palette, [0, 1, 2, 2, 1, 0]);
        Picture picture = new(image.ToPng());
        Assert.Equal((3, 2), (picture.Width, picture.Height));
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(Palette[image.Pixels[i]], picture[i % 3, i / 3]);
            Assert.Equal(Palette[image.Pixels[i]], image[i % 3, i / 3]);
        }
    }

    [Fact]
    public void An_inconsistent_image_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new IndexedImage(2, 2, Palette, [0, 1, 2]));
        Assert.Throws<ArgumentException>(() => new IndexedImage(1, 1, [], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IndexedImage(0, 1, Palette, []));
        var error = Assert.Throws<ArgumentException>(() => new IndexedImage(1, 1, Palette, [3]));
        Assert.Contains("color number 3", error.Message, StringComparison.Ordinal);
    }
}
