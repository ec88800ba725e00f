using Harmonium.Figures.Colours;

namespace Harmonium.Figures.Tests;

public sealed class ColourTests
{
    [Fact]
    public void Oklch_without_chroma_is_grey_from_black_to_white()
    {
        Assert.Equal(new Colour(0, 0, 0), Colour.FromOklch(0, 0, 0));
        Assert.Equal(new Colour(255, 255, 255), Colour.FromOklch(1, 0, 120));
        // Oklab's lightness of a grey is the cube root of its luminance: 0.5³ = 0.125, which sRGB encodes as 1.055 · 0.125^(1/2.4) − 0.055 = 0.3886.
        Assert.Equal(new Colour(99, 99, 99), Colour.FromOklch(0.5, 0, 77));
    }

    [Fact]
    public void Oklch_of_pure_sRGB_red_is_pure_red()
    {
        // Ottosson (2020): red is L = 0.62796, a = 0.22486, b = 0.12585.
        double chroma = Math.Sqrt((0.22486 * 0.22486) + (0.12585 * 0.12585)), hue = Math.Atan2(0.12585, 0.22486) * 180 / Math.PI;
        Colour red = Colour.FromOklch(0.62796, chroma, hue);
        Assert.InRange(red.Red, 254, 255);
        Assert.InRange(red.Green, 0, 2);
        Assert.InRange(red.Blue, 0, 2);
    }

    [Fact]
    public void A_colour_is_written_as_in_a_style_sheet() => Assert.Equal("#0A80FF", new Colour(10, 128, 255).ToString());
}
