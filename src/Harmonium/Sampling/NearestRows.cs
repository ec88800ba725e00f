using Harmonium.Data.Tables;
using Harmonium.Mathematics;
using Harmonium.Numerics;

namespace Harmonium.Sampling;

/// <summary>
/// The rows of a table that are nearest to a row, for k-nearest-neighbor imputation (Troyanskaya et al. 2001): a missing number is the mean, and a missing word
/// the most common word, of the k nearest rows that know the cell. The squared distance of two rows is the sum, over
/// the columns that the first one knows, of ((a − b) / s)² with the standard deviation s of the column for numbers, and of 0 for equal and 1 for different
/// words. Where the other row does not know the column, it is the expected value for two independent rows, so that rows with few known cells are not
/// preferred.
/// </summary>
internal sealed class NearestRows
{
    /// <summary>The default number of neighbors, as in scikit-learn.</summary>
    internal const int DefaultNeighbors = 5;

    private readonly Table _donors;
    private readonly int _neighbors;
    private readonly double[] _scales;
    private readonly double[] _expected;

    /// <summary>Creates a filling from the rows of a table.</summary>
    internal NearestRows(Table donors, int neighbors = DefaultNeighbors)
    {
        ArgumentNullException.ThrowIfNull(donors);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        _donors = donors;
        _neighbors = neighbors;
        _scales = [.. donors.Schema.Columns.Select((column, i) => column.IsNumeric ? ScaleOf(donors, i) : 1)];
        _expected = [.. donors.Schema.Columns.Select((column, i) => column.IsNumeric ? 2 : DifferenceOf(donors, i))];
    }

    /// <summary>Returns the cells of the nearest rows for every missing cell of a table; none where no row knows the cell.</summary>
    internal Dictionary<(int Row, int Column), float[]> CellsFor(Table table, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        int columns = table.Schema.Columns.Count;
        float[]?[,] found = new float[table.Count, columns][];
        ParallelRows.Run(Device.Default, table.Count, row =>
        {
            double[]? distances = null;
            for (int column = 0; column < columns; column++)
                found[row, column] = table.IsKnown(row, column) ? null : NearestCells(distances ??= Distances(table, row), column);
        }, cancel);
        return Enumerable.Range(0, table.Count).SelectMany(row => Enumerable.Range(0, columns).Where(column => found[row, column] is not null)
            .Select(column => (row, column))).ToDictionary(cell => cell, cell => found[cell.row, cell.column]!);
    }

    /// <summary>Returns the value that imputation fills in: the mean of numbers, or the most common word; NaN for no cells.</summary>
    internal static double ValueOf(TableColumn column, float[] cells) => cells.Length == 0 ? double.NaN
        : column.IsNumeric ? cells.Average(x => (double)x)
        : cells.GroupBy(x => x).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;

    private float[] NearestCells(double[] distances, int column)
    {
        PriorityQueue<int, (double, int)> nearest = new(Comparer<(double, int)>.Create((a, b) => b.CompareTo(a)));
        for (int donor = 0; donor < distances.Length; donor++)
        {
            if (!_donors.IsKnown(donor, column) || double.IsNaN(distances[donor]))
                continue;
            nearest.Enqueue(donor, (distances[donor], donor));
            if (nearest.Count > _neighbors)
                nearest.Dequeue();
        }

        return [.. nearest.UnorderedItems.OrderBy(item => item.Priority).Select(item => _donors[item.Element, column])];
    }

    /// <summary>The squared distance of a row from every donor; NaN if the row knows no column.</summary>
    private double[] Distances(Table table, int row)
    {
        double[] distances = new double[_donors.Count];
        for (int donor = 0; donor < distances.Length; donor++)
        {
            double sum = 0;
            int known = 0;
            for (int column = 0; column < _scales.Length; column++)
            {
                if (!table.IsKnown(row, column))
                    continue;
                known++;
                if (!_donors.IsKnown(donor, column))
                {
                    sum += _expected[column];
                    continue;
                }

                double difference = (table[row, column] - (double)_donors[donor, column]) / _scales[column];
                sum += _donors.Schema.Columns[column].IsNumeric ? difference * difference : difference == 0 ? 0 : 1;
            }

            distances[donor] = known == 0 ? double.NaN : sum / known;
        }

        return distances;
    }

    /// <summary>The probability that two rows have different words: 1 − Σ p².</summary>
    private static double DifferenceOf(Table table, int column)
    {
        float[] known = [.. Enumerable.Range(0, table.Count).Where(row => table.IsKnown(row, column)).Select(row => table[row, column])];
        return 1 - known.CountBy(word => word).Sum(pair => Math.Pow((double)pair.Value / known.Length, 2));
    }

    private static double ScaleOf(Table table, int column)
    {
        double[] known = [.. Enumerable.Range(0, table.Count).Where(row => table.IsKnown(row, column)).Select(row => (double)table[row, column])];
        double mean = known.DefaultIfEmpty().Average(), variance = known.Select(x => (x - mean) * (x - mean)).DefaultIfEmpty().Average();
        return variance > 0 ? Math.Sqrt(variance) : 1;
    }
}
