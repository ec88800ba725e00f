using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>The arrangement of images on a sheet, with captions of rows and columns.</summary>
/// <param name="Images">The images, [count, height, width].</param>
/// <param name="Cells">The image index per row and column; −1 for an empty cell.</param>
/// <param name="RowCaptions">One caption per row, or none.</param>
/// <param name="ColumnCaptions">One caption per column, or none.</param>
/// <param name="RowsInBand">The number of rows between wider gaps.</param>
internal sealed record SheetPlan(
    Tensor Images, int[,] Cells, IReadOnlyList<string> RowCaptions, IReadOnlyList<string> ColumnCaptions, int RowsInBand)
{
    internal int Rows => Cells.GetLength(0);

    internal int Columns => Cells.GetLength(1);

    internal int ImageHeight => Images.Shape[1];

    internal int ImageWidth => Images.Shape[2];

    /// <summary>Checks that a tensor has images.</summary>
    internal static Tensor RequireImages(Tensor images, string what)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.Rank == 3 && images.Count > 0
            ? images
            : throw new ArgumentException(
                $"{what} must be a tensor [count, height, width] with at least one pixel, but this one is {Tensor.Describe(images.Shape)}. Reshape it first.");
    }

    /// <summary>Checks that the number of captions equals the number of rows or columns, or is 0.</summary>
    internal static IReadOnlyList<string> RequireCaptions(IReadOnlyList<string>? captions, int count, string what) =>
        captions is null || captions.Count == count
            ? captions ?? []
            : throw new ArgumentException($"There are {count} {what}s but {captions.Count} {what} captions. Give one caption per {what}, or none.");
}
