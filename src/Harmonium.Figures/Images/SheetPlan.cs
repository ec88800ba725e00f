using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>Which image stands where on a sheet, and what is written beside the rows and above the columns.</summary>
/// <param name="Images">[count, height, width].</param>
/// <param name="Cells">For every row and column the number of its image, −1 for an empty place.</param>
/// <param name="RowCaptions">One for each row, or none at all.</param>
/// <param name="ColumnCaptions">One for each column, or none at all.</param>
/// <param name="RowsInBand">After so many rows a wider gap follows.</param>
internal sealed record SheetPlan(
    Tensor Images, int[,] Cells, IReadOnlyList<string> RowCaptions, IReadOnlyList<string> ColumnCaptions, int RowsInBand)
{
    internal int Rows => Cells.GetLength(0);

    internal int Columns => Cells.GetLength(1);

    internal int ImageHeight => Images.Shape[1];

    internal int ImageWidth => Images.Shape[2];

    /// <summary>Checks that a tensor holds images.</summary>
    internal static Tensor RequireImages(Tensor images, string what)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.Rank == 3 && images.Count > 0
            ? images
            : throw new ArgumentException(
                $"{what} must be a tensor [count, height, width] with at least one pixel; this one is {Tensor.Describe(images.Shape)}. Reshape it first.");
    }

    /// <summary>Checks that there are as many captions as rows or columns, or none.</summary>
    internal static IReadOnlyList<string> RequireCaptions(IReadOnlyList<string>? captions, int count, string what) =>
        captions is null || captions.Count == count
            ? captions ?? []
            : throw new ArgumentException($"There are {count} {what}s but {captions.Count} {what} captions; give one for each, or none.");
}
