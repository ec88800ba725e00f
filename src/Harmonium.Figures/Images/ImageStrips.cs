using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>
/// Strips of images in rows, with one example per column: originals with reconstructions, or masked images with completions. Long strips are wrapped. Gray by
/// default.
/// </summary>
public sealed class ImageStrips : ImageSheet
{
    /// <summary>Creates a sheet of strips.</summary>
    /// <param name="strips">The strips, from top to bottom, with equal shapes.</param>
    /// <param name="options">The layout and shading.</param>
    /// <param name="columns">The number of examples per row before strips are wrapped; by default at most 10.</param>
    /// <exception cref="ArgumentException">Thrown when there are no strips, or strips of different shapes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="columns"/> is less than 1.</exception>
    public ImageStrips(IReadOnlyList<ImageStrip> strips, SheetOptions? options = null, int? columns = null)
        : base(Plan(strips, columns), options, new PixelShading())
    {
    }

    /// <summary>Creates strips of originals, binarized images and reconstructions.</summary>
    /// <param name="originals">The originals, [count, height, width], as gray values.</param>
    /// <param name="binarized">The binarized images, of the same shape.</param>
    /// <param name="reconstructions">The reconstructions, of the same shape, as probabilities.</param>
    /// <param name="options">The layout and shading.</param>
    /// <exception cref="ArgumentException">Thrown when the tensors have different shapes.</exception>
    public static ImageStrips Reconstruction(Tensor originals, Tensor binarized, Tensor reconstructions, SheetOptions? options = null) =>
        new([new("original", originals), new("binarized", binarized), new("reconstruction", reconstructions)], options);

    /// <summary>Creates strips of originals, given pixels and completions.</summary>
    /// <param name="originals">The originals, [count, height, width], as gray values.</param>
    /// <param name="known">The mask, of the same shape: 0 for a hidden pixel.</param>
    /// <param name="completions">The completions, of the same shape, as probabilities.</param>
    /// <param name="options">The layout and shading.</param>
    /// <exception cref="ArgumentException">Thrown when the tensors have different shapes.</exception>
    public static ImageStrips Completion(Tensor originals, Tensor known, Tensor completions, SheetOptions? options = null) =>
        new([new("original", originals), ImageStrip.Masked("given", originals, known), new("completed", completions)], options);

    private static SheetPlan Plan(IReadOnlyList<ImageStrip> strips, int? wanted)
    {
        ArgumentNullException.ThrowIfNull(strips);
        if (strips.Count == 0)
            throw new ArgumentException("A sheet of strips needs at least one strip, but none was given.");
        Tensor first = strips[0].Images;
        ImageStrip? other = strips.FirstOrDefault(s => !s.Images.Shape.SequenceEqual(first.Shape));
        if (other is not null)
            throw new ArgumentException($"The strip \"{strips[0].Name}\" is {Tensor.Describe(first.Shape)}, the strip \"{other.Name}\" is " +
                $"{Tensor.Describe(other.Images.Shape)}. All strips must have the same shape.");
        int count = first.Rows;
        int columns = wanted ?? Math.Min(count, 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return new SheetPlan(Stack(strips), Fold(strips.Count, count, columns), Repeat(strips, count, columns), [], strips.Count);
    }

    private static Tensor Stack(IReadOnlyList<ImageStrip> strips)
    {
        Tensor first = strips[0].Images;
        Tensor all = Tensor.Zeros(strips.Count * first.Rows, first.Shape[1], first.Shape[2]);
        for (int strip = 0; strip < strips.Count; strip++)
            strips[strip].Images.CopyTo(all.RowRange(strip * first.Rows, first.Rows));
        return all;
    }

    private static int[,] Fold(int strips, int count, int columns)
    {
        int folds = (count + columns - 1) / columns;
        var cells = new int[folds * strips, columns];
        for (int row = 0; row < folds * strips; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int example = (row / strips * columns) + column;
                cells[row, column] = example < count ? (row % strips * count) + example : -1;
            }
        }

        return cells;
    }

    private static string[] Repeat(IReadOnlyList<ImageStrip> strips, int count, int columns) =>
        [.. Enumerable.Range(0, (count + columns - 1) / columns).SelectMany(_ => strips.Select(s => s.Name))];
}
