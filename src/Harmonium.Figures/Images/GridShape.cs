namespace Harmonium.Figures.Images;

/// <summary>How many columns a sheet of equal images gets.</summary>
internal static class GridShape
{
    /// <summary>
    /// Between a square and a landscape page the number of columns that leaves the fewest places empty, the squarest of these.
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
