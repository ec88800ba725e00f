using Harmonium.Figures.Colours;

namespace Harmonium.Figures.Tests;

public sealed class ColourMapTests
{
    [Fact]
    public void The_diverging_map_is_blue_white_and_red()
    {
        Colour low = ColourMap.Diverging.At(0), high = ColourMap.Diverging.At(1);
        Assert.Equal(Colour.White, ColourMap.Diverging.At(0.5));
        Assert.True(low.Blue > low.Green && low.Green > low.Red, low.ToString());
        Assert.True(high.Red > 3 * high.Green && high.Red > 3 * high.Blue, high.ToString());
    }

    [Fact]
    public void Both_arms_of_the_diverging_map_darken_evenly_and_alike()
    {
        for (int step = 1; step <= 50; step++)
        {
            double below = Lightness(ColourMap.Diverging.At(0.5 - (step / 100.0))), above = Lightness(ColourMap.Diverging.At(0.5 + (step / 100.0)));
            double wanted = 1 - (0.62 * step / 50);
            Assert.InRange(below, wanted - 0.03, wanted + 0.03);
            Assert.InRange(above, wanted - 0.03, wanted + 0.03);
        }
    }

    [Fact]
    public void The_grey_maps_run_from_white_to_black_and_back()
    {
        Assert.Equal(Colour.White, ColourMap.InkOnPaper.At(0));
        Assert.Equal(new Colour(0, 0, 0), ColourMap.InkOnPaper.At(1));
        Assert.Equal(new Colour(0, 0, 0), ColourMap.LightOnDark.At(0));
        Assert.Equal(Colour.White, ColourMap.LightOnDark.At(1));
    }

    [Fact]
    public void Numbers_outside_the_map_get_the_colour_of_the_nearer_end()
    {
        Assert.Equal(ColourMap.Diverging.At(0), ColourMap.Diverging.At(-3));
        Assert.Equal(ColourMap.Diverging.At(1), ColourMap.Diverging.At(7));
    }

    [Fact]
    public void An_odd_number_of_levels_has_both_ends_and_the_centre()
    {
        IReadOnlyList<Colour> levels = ColourMap.Diverging.Levels(5);
        Assert.Equal([ColourMap.Diverging.At(0), ColourMap.Diverging.At(0.25), Colour.White, ColourMap.Diverging.At(0.75), ColourMap.Diverging.At(1)], levels);
    }

    // Oklab's lightness of an sRGB colour, from the published matrices (Ottosson 2020).
    private static double Lightness(Colour colour)
    {
        double r = Linear(colour.Red), g = Linear(colour.Green), b = Linear(colour.Blue);
        double l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        double m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        double s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s);
    }

    private static double Linear(byte encoded)
    {
        double x = encoded / 255.0;
        return x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
    }
}
