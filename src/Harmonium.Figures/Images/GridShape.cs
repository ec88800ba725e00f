namespace Harmonium.Figures.Images;

/// <summary>The number of columns of a sheet of images.</summary>
internal static class GridShape
{
    /// <summary>
    /// Returns the number of columns with the fewest empty cells, for a shape between a square and a landscape page. Of equal choices, the squarest is taken.
    /// </summary>
    internal static int ColumnsFor(int count, int imageHeight, int imageWidth)
    {
        double square = Math.Sqrt((double)count * imageHeight / imageWidth);
        int fewest = Math.Clamp((int)Math.Ceiling(square), 1, count);
        int most = Math.Clamp((int)Math.Ceiling(1.6 * square), fewest, count);
        return Enumerable.Range(fewest, most - fewest + 1).MinBy(columns => EmptyPlaces(count, columns));
    }

    private static int EmptyPlaces(int count, int columns) => (((count + columns - 1) / columns) * columns) - count;
}
