using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>
/// Strips of images one above the other, the same example in one column: reconstructions beneath originals, completions beneath what
/// was given. Long strips are folded into bands. Grays by default.
/// </summary>
public sealed class ImageStrips : ImageSheet
{
    /// <summary>A sheet of strips.</summary>
    /// <param name="strips">The strips, from the top; all with as many images of one size.</param>
    /// <param name="options">How it looks.</param>
    /// <param name="columns">Examples beside each other before the strips are folded; by default at most 10.</param>
    /// <exception cref="ArgumentException">No strips, or strips of different shapes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one column.</exception>
    public ImageStrips(IReadOnlyList<ImageStrip> strips, SheetOptions? options = null, int? columns = null)
        : base(Plan(strips, columns), options, new PixelShading())
    {
    }

    /// <summary>Originals, their binarized form that the machine was given, and what it made of them.</summary>
    /// <param name="originals">[count, height, width], grays.</param>
    /// <param name="binarized">The same shape.</param>
    /// <param name="reconstructions">The same shape, probabilities.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="ArgumentException">Tensors of different shapes.</exception>
    public static ImageStrips Reconstruction(Tensor originals, Tensor binarized, Tensor reconstructions, SheetOptions? options = null) =>
        new([new("original", originals), new("binarized", binarized), new("reconstruction", reconstructions)], options);

    /// <summary>Originals, the part of them that was given, and what the machine added to it.</summary>
    /// <param name="originals">[count, height, width], grays.</param>
    /// <param name="known">The same shape: 0 where a pixel was hidden.</param>
    /// <param name="completions">The same shape, probabilities.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="ArgumentException">Tensors of different shapes.</exception>
    public static ImageStrips Completion(Tensor originals, Tensor known, Tensor completions, SheetOptions? options = null) =>
        new([new("original", originals), ImageStrip.Masked("given", originals, known), new("completed", completions)], options);

    private static SheetPlan Plan(IReadOnlyList<ImageStrip> strips, int? wanted)
    {
        ArgumentNullException.ThrowIfNull(strips);
        if (strips.Count == 0)
            throw new ArgumentException("A sheet of strips needs at least one strip; none was given.");
        Tensor first = strips[0].Images;
        ImageStrip? other = strips.FirstOrDefault(s => !s.Images.Shape.SequenceEqual(first.Shape));
        if (other is not null)
            throw new ArgumentException($"The strip \"{strips[0].Name}\" is {Tensor.Describe(first.Shape)}, the strip \"{other.Name}\" is " +
                $"{Tensor.Describe(other.Images.Shape)}; all must have one shape.");
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
        int bands = (count + columns - 1) / columns;
        var cells = new int[bands * strips, columns];
        for (int row = 0; row < bands * strips; row++)
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
