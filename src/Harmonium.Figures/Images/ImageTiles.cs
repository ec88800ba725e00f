using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>Many images of one size side by side: the filters that hidden units have learned, or pixels. Blue and red by default.</summary>
/// <param name="images">[count, height, width].</param>
/// <param name="options">How it looks.</param>
/// <param name="columns">Images in a row; by default a number that fits a page and leaves few places empty.</param>
/// <param name="rowCaptions">Words to the left of each row; none by default.</param>
/// <param name="columnCaptions">Words above each column; none by default.</param>
/// <exception cref="ArgumentException">Not a tensor of images, or a number of captions that is not that of the rows or columns.</exception>
/// <exception cref="ArgumentOutOfRangeException">Fewer than one column.</exception>
public sealed class ImageTiles(
    Tensor images,
    SheetOptions? options = null,
    int? columns = null,
    IReadOnlyList<string>? rowCaptions = null,
    IReadOnlyList<string>? columnCaptions = null)
    : ImageSheet(Plan(images, columns, rowCaptions, columnCaptions), options, new WeightShading())
{
    private static SheetPlan Plan(Tensor images, int? wanted, IReadOnlyList<string>? rowCaptions, IReadOnlyList<string>? columnCaptions)
    {
        SheetPlan.RequireImages(images, "The images of tiles");
        int count = images.Rows;
        int columns = wanted ?? GridShape.ColumnsFor(count, images.Shape[1], images.Shape[2]);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        int rows = (count + columns - 1) / columns;
        var cells = new int[rows, columns];
        for (int cell = 0; cell < rows * columns; cell++)
            cells[cell / columns, cell % columns] = cell < count ? cell : -1;
        return new SheetPlan(
            images,
            cells,
            SheetPlan.RequireCaptions(rowCaptions, rows, "row"),
            SheetPlan.RequireCaptions(columnCaptions, columns, "column"),
            rows);
    }
}
