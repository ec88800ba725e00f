using Harmonium.Figures.Coloring;

namespace Harmonium.Figures.Tests;

public sealed class ColorTests
{
    [Fact]
    public void Oklch_without_chroma_is_gray_from_black_to_white()
    {
        Assert.Equal(new Color(0, 0, 0), Color.FromOklch(0, 0, 0));
        Assert.Equal(new Color(255, 255, 255), Color.FromOklch(1, 0, 120));
        // Oklab's lightness of a gray is the cube root of its luminance: 0.5³ = 0.125, which sRGB encodes as 1.055 · 0.125^(1/2.4) − 0.055 = 0.3886.
        Assert.Equal(new Color(99, 99, 99), Color.FromOklch(0.5, 0, 77));
    }

    [Fact]
    public void Oklch_of_pure_sRGB_red_is_pure_red()
    {
        // Ottosson (2020): red is L = 0.62796, a = 0.22486, b = 0.12585.
        double chroma = Math.Sqrt((0.22486 * 0.22486) + (0.12585 * 0.12585)), hue = Math.Atan2(0.12585, 0.22486) * 180 / Math.PI;
        Color red = Color.FromOklch(0.62796, chroma, hue);
        Assert.InRange(red.Red, 254, 255);
        Assert.InRange(red.Green, 0, 2);
        Assert.InRange(red.Blue, 0, 2);
    }

    [Fact]
    public void A_color_is_written_as_in_a_style_sheet() => Assert.Equal("#0A80FF", new Color(10, 128, 255).ToString());
}
