using Harmonium.Data;
using Harmonium.Data.Images;

namespace Harmonium.Tests.Data.Images;

public sealed class ImageResizerTests
{
    [Fact]
    public void The_same_size_changes_nothing()
    {
        byte[] image = [.. Enumerable.Range(0, 35).Select(i => (byte)(i * 7))];

        Assert.Equal(image, ImageResizer.Resize(image, new ImageSize(5, 7), new ImageSize(5, 7)));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(1, 1)]
    [InlineData(20, 30)]
    public void An_even_gray_stays_even(int height, int width) =>
        Assert.All(ImageResizer.Resize([.. Enumerable.Repeat((byte)137, 10 * 12)], new ImageSize(10, 12), new ImageSize(height, width)), level =>
            Assert.Equal(137, level));

    [Fact]
    public void A_slope_stays_a_slope_away_from_the_edges()
    {
        byte[] slope = [.. Enumerable.Range(0, 64).Select(i => (byte)(4 * i))];

        byte[] half = ImageResizer.Resize(slope, new ImageSize(1, 64), new ImageSize(1, 32));
        byte[] twice = ImageResizer.Resize(slope, new ImageSize(1, 64), new ImageSize(1, 128));

        // The center of the new pixel i is at the old position (i + ½)·scale − ½; rounding is to even.
        for (int i = 2; i < 30; i++)
            Assert.Equal((8 * i) + 2, half[i]);
        for (int i = 2; i < 126; i++)
            Assert.Equal((2 * i) - 1, twice[i]);
    }

    [Fact]
    public void Shrinking_to_a_point_weighs_by_the_triangle()
    {
        // Weights 1 − |x|/4 at x = ±½, ±1½ for four pixels: 5/8, 7/8, 7/8, 5/8 over 3.
        byte[] point = ImageResizer.Resize([0, 0, 240, 240], new ImageSize(1, 4), new ImageSize(1, 1));
        byte[] edge = ImageResizer.Resize([240, 0, 0, 0], new ImageSize(4, 1), new ImageSize(1, 1));

        Assert.Equal([120], point);
        Assert.Equal([50], edge);
    }
}
