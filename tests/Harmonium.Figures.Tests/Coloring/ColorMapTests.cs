using Harmonium.Figures.Coloring;

namespace Harmonium.Figures.Tests;

public sealed class ColorMapTests
{
    [Fact]
    public void The_diverging_map_is_blue_white_and_red()
    {
        Color low = ColorMap.Diverging.At(0), high = ColorMap.Diverging.At(1);
        Assert.Equal(Color.White, ColorMap.Diverging.At(0.5));
        Assert.True(low.Blue > low.Green && low.Green > low.Red, low.ToString());
        Assert.True(high.Red > 3 * high.Green && high.Red > 3 * high.Blue, high.ToString());
    }

    [Fact]
    public void Both_arms_of_the_diverging_map_darken_evenly_and_equally()
    {
        for (int step = 1; step <= 50; step++)
        {
            double below = Lightness(ColorMap.Diverging.At(0.5 - (step / 100.0))), above = Lightness(ColorMap.Diverging.At(0.5 + (step / 100.0)));
            double wanted = 1 - (0.62 * step / 50);
            Assert.InRange(below, wanted - 0.03, wanted + 0.03);
            Assert.InRange(above, wanted - 0.03, wanted + 0.03);
        }
    }

    [Fact]
    public void The_gray_maps_run_from_white_to_black_and_back()
    {
        Assert.Equal(Color.White, ColorMap.InkOnPaper.At(0));
        Assert.Equal(new Color(0, 0, 0), ColorMap.InkOnPaper.At(1));
        Assert.Equal(new Color(0, 0, 0), ColorMap.LightOnDark.At(0));
        Assert.Equal(Color.White, ColorMap.LightOnDark.At(1));
    }

    [Fact]
    public void Numbers_outside_the_map_get_the_color_of_the_nearer_end()
    {
        Assert.Equal(ColorMap.Diverging.At(0), ColorMap.Diverging.At(-3));
        Assert.Equal(ColorMap.Diverging.At(1), ColorMap.Diverging.At(7));
    }

    [Fact]
    public void An_odd_number_of_levels_has_both_ends_and_the_center()
    {
        IReadOnlyList<Color> levels = ColorMap.Diverging.Levels(5);
        Assert.Equal([ColorMap.Diverging.At(0), ColorMap.Diverging.At(0.25), Color.White, ColorMap.Diverging.At(0.75), ColorMap.Diverging.At(1)], levels);
    }

    // Oklab's lightness of an sRGB color, from the published matrices (Ottosson 2020).
    private static double Lightness(Color color)
    {
        double r = Linear(color.Red), g = Linear(color.Green), b = Linear(color.Blue);
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
