using Harmonium.Data.Tables;
using Harmonium.Mathematics;
using Harmonium.Numerics;

namespace Harmonium.Evaluation.Tables;

/// <summary>
/// k-nearest-neighbor imputation (Troyanskaya et al. 2001), a baseline for filling in missing cells. A missing number is the mean, and a missing word the most
/// common word, of the k nearest rows that know the cell. The squared distance of two rows is the mean over the columns that both know: of ((a − b) / s)² with
/// the standard deviation s of the column for numbers, and of 0 for equal and 1 for different words.
/// </summary>
internal sealed class NearestRows
{
    /// <summary>The default number of neighbors, as in scikit-learn.</summary>
    internal const int DefaultNeighbors = 5;

    private readonly Table _donors;
    private readonly int _neighbors;
    private readonly double[] _scales;

    /// <summary>Creates a filling from the rows of a table.</summary>
    internal NearestRows(Table donors, int neighbors = DefaultNeighbors)
    {
        ArgumentNullException.ThrowIfNull(donors);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        _donors = donors;
        _neighbors = neighbors;
        _scales = [.. donors.Schema.Columns.Select((column, i) => column.IsNumeric ? ScaleOf(donors, i) : 1)];
    }

    /// <summary>Returns values for the missing cells of a table, [rows, columns]; NaN for known cells and where no donor knows the cell.</summary>
    internal double[,] Fill(Table table, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        int columns = table.Schema.Columns.Count;
        double[,] filled = new double[table.Count, columns];
        ParallelRows.Run(Device.Default, table.Count, row =>
        {
            double[]? distances = null;
            for (int column = 0; column < columns; column++)
                filled[row, column] = table.IsKnown(row, column) ? double.NaN : ValueOf(distances ??= Distances(table, row), column);
        }, cancel);
        return filled;
    }

    private double ValueOf(double[] distances, int column)
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

        float[] cells = [.. nearest.UnorderedItems.Select(item => _donors[item.Element, column])];
        return cells.Length == 0 ? double.NaN
            : _donors.Schema.Columns[column].IsNumeric ? cells.Average(x => (double)x)
            : cells.GroupBy(x => x).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
    }

    /// <summary>The squared distance of a row from every donor; NaN if no column is known to both.</summary>
    private double[] Distances(Table table, int row)
    {
        double[] distances = new double[_donors.Count];
        for (int donor = 0; donor < distances.Length; donor++)
        {
            double sum = 0;
            int known = 0;
            for (int column = 0; column < _scales.Length; column++)
            {
                if (!table.IsKnown(row, column) || !_donors.IsKnown(donor, column))
                    continue;
                double difference = (table[row, column] - (double)_donors[donor, column]) / _scales[column];
                sum += _donors.Schema.Columns[column].IsNumeric ? difference * difference : difference == 0 ? 0 : 1;
                known++;
            }

            distances[donor] = known == 0 ? double.NaN : sum / known;
        }

        return distances;
    }

    private static double ScaleOf(Table table, int column)
    {
        double[] known = [.. Enumerable.Range(0, table.Count).Where(row => table.IsKnown(row, column)).Select(row => (double)table[row, column])];
        double mean = known.DefaultIfEmpty().Average(), variance = known.Select(x => (x - mean) * (x - mean)).DefaultIfEmpty().Average();
        return variance > 0 ? Math.Sqrt(variance) : 1;
    }
}
