using Harmonium.Figures.Coloring;
using Harmonium.Figures.Images;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Figures.Tests;

public sealed class ImageStripsTests
{
    private static readonly SheetOptions Plain = new() { PixelSize = 4, Gap = 2 };

    [Fact]
    public void Each_strip_is_a_row_and_each_example_a_column()
    {
        ImageStrips strips = new([new("", Levels(0, 1, 2)), new("", Levels(3, 4, 5))], Plain);
        Picture picture = new(strips.ToPng());
        Assert.Equal([0, 1, 2], Row(picture, 0, 3));
        Assert.Equal([3, 4, 5], Row(picture, 1, 3));
    }

    [Fact]
    public void Long_strips_are_wrapped()
    {
        ImageStrips strips = new([new("", Levels(0, 1, 2)), new("", Levels(3, 4, 5))], Plain, columns: 2);
        Picture picture = new(strips.ToPng());
        Assert.Equal([0, 1], Row(picture, 0, 2));
        Assert.Equal([3, 4], Row(picture, 1, 2));
        // Two rows are followed by 12 more pixels of space.
        Assert.Equal([2], Row(picture, 2, 1, 12));
        Assert.Equal([5], Row(picture, 3, 1, 12));
        Assert.Equal(Color.White, picture[16 + 10 + 3, 16 + (2 * 10) + 12 + 3]);
    }

    [Fact]
    public void Hidden_pixels_of_a_completion_are_shown_as_absent()
    {
        Tensor originals = Tensor.From([1, 1], 1, 2, 1), known = Tensor.From([1, 0], 1, 2, 1), completed = Tensor.From([1, 0.5f], 1, 2, 1);
        Picture picture = new(ImageStrips.Completion(originals, known, completed, Plain with { Frame = false }).ToPng());
        int x = picture.Width - 16 - 2;
        Color[] down = [.. new[] { 0, 4, 10, 14, 20, 24 }.Select(y => picture[x, 16 + y + 1])];
        Color black = new(0, 0, 0);
        Assert.Equal([black, black, black, Color.Absent, black, ColorMap.InkOnPaper.At(0.5)], down);
        Assert.Equal(1, originals[1]);
    }

    [Fact]
    public void Strips_of_different_shapes_are_refused_with_their_names()
    {
        var error = Assert.Throws<ArgumentException>(() => new ImageStrips([new("original", Levels(1, 2)), new("reconstruction", Levels(1, 2, 3))]));
        Assert.Contains("\"reconstruction\" is [3, 1, 1]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ImageStrips([]));
        Assert.Throws<ArgumentException>(() => ImageStrip.Masked("given", Levels(1, 2), Levels(1)));
    }

    [Fact]
    public void Chains_run_along_rows()
    {
        // Two times of three chains.
        Tensor states = Levels(0, 1, 2, 3, 4, 5).Reshape(2, 3, 1, 1);
        FantasyChains chains = new(states, [0, 1], Plain);
        Picture picture = new(chains.ToPng());
        int top = 16 + 34 + 2;
        for (int chain = 0; chain < 3; chain++)
        {
            Color[] row = [.. Enumerable.Range(0, picture.Width).Select(x => picture[x, top + (chain * 10)])
                .Where(c => c != Color.White && c != Color.Hairline).Distinct()];
            Assert.Equal(new[] { chain, chain + 3 }.Where(l => l > 0).Select(Shade), row);
        }
    }

    [Fact]
    public void Chains_need_a_number_of_sweeps_for_each_time()
    {
        var error = Assert.Throws<ArgumentException>(() => new FantasyChains(Tensor.Zeros(2, 3, 1, 1), [0]));
        Assert.Contains("2 times, but 1 number", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new FantasyChains(Tensor.Zeros(2, 3, 1), [0, 1]));
    }

    private static Tensor Levels(params int[] tenths) => Tensor.From([.. tenths.Select(t => t / 10f)], tenths.Length, 1, 1);

    private static Color Shade(int tenth) => ColorMap.InkOnPaper.At(Math.Round(tenth / 10.0 * 236, MidpointRounding.AwayFromZero) / 236);

    // A frame of two, four pixels, a frame and a gap of two: a pitch of ten.
    private static IEnumerable<int> Row(Picture picture, int row, int count, int space = 0) =>
        Enumerable.Range(0, count).Select(column =>
            Enumerable.Range(0, 11).Single(t => Shade(t) == picture[16 + (column * 10) + 3, 16 + (row * 10) + 3 + space]));
}
