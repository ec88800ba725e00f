using System.Xml.Linq;
using Harmonium.Figures.Charts;
using Harmonium.Figures.Images;
using Harmonium.Numerics;

namespace Harmonium.Figures.Tests;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void A_cell_is_darker_the_larger_its_share_of_the_row()
    {
        // Of class a all are right; of class b a quarter. Cells without examples are not drawn.
        string svg = new ConfusionMatrix(["a", "b"], [[7, 0], [3, 1]]).ToSvg();

        string[] cells = [.. XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "rect" && e.Attribute("fill") is { } fill && IsBlue(fill.Value))
            .Select(e => e.Attribute("fill")!.Value)];
        Assert.Equal(3, cells.Length);
        Assert.Equal("#004C78", cells[0], ignoreCase: true);
        Assert.True(RedOf(cells[1]) < RedOf(cells[2]), "Three quarters are darker than one.");
    }

    [Fact]
    public void Many_classes_and_long_names_are_drawn_the_same_every_time()
    {
        string[] names = [.. Enumerable.Range(0, 60).Select(i => $"a rather long name of class {i}")];
        int[][] counts = [.. names.Select((_, row) => names.Select((_, column) => row == column ? 5 : (row + column) % 7 == 0 ? 1 : 0).ToArray())];

        Assert.Equal(new ConfusionMatrix(names, counts).ToPng(), new ConfusionMatrix(names, counts).ToPng());
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix(["a", "b"], [[1, 2]]));
    }

    [Fact]
    public void An_image_sheet_in_svg_is_as_large_on_a_page_as_in_png()
    {
        ImageTiles tiles = new(Tensor.Zeros(3, 5, 4));

        XElement svg = XDocument.Parse(tiles.ToSvg()).Root!;
        XElement image = Assert.Single(svg.Elements());

        Assert.Equal((double)tiles.Draw().Width / Figure.PixelsPerUnit, (double)svg.Attribute("width")!, 1e-9);
        Assert.Equal(Convert.ToBase64String(tiles.ToPng()), image.Attribute("href")!.Value["data:image/png;base64,".Length..]);
        Assert.Equal(tiles.ToSvg(), System.Text.Encoding.UTF8.GetString(tiles.ToFile(FigureFormat.Svg)));
        Assert.Equal(tiles.ToPng(), tiles.ToFile(FigureFormat.Png));
    }

    private static int RedOf(string fill) => Convert.ToInt32(fill[1..3], 16);

    private static bool IsBlue(string fill) => fill.Length == 7 && Convert.ToInt32(fill[5..7], 16) > RedOf(fill) + 5;
}
