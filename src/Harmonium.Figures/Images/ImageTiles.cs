using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>Tiles of images of one size, such as the filters of hidden units. Blue and red by default.</summary>
/// <param name="images">The images, [count, height, width].</param>
/// <param name="options">The layout and shading.</param>
/// <param name="columns">The number of images per row; by default a number that fits a page and leaves few cells empty.</param>
/// <param name="rowCaptions">The captions to the left of the rows; none by default.</param>
/// <param name="columnCaptions">The captions above the columns; none by default.</param>
/// <exception cref="ArgumentException">Thrown when the tensor is not a nonempty array of images [count, height, width], or the number of captions
/// is wrong.</exception>
/// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="columns"/> is less than 1.</exception>
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
