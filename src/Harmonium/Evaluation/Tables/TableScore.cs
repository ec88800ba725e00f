using Harmonium.Data.Tables;

namespace Harmonium.Evaluation.Tables;

/// <summary>
/// The error of filled-in cells, by kind of column. For numbers, it is the root-mean-square error in units of the column's standard deviation, and
/// the root mean square over columns. For words, it is the fraction of wrong words, averaged over columns.
/// </summary>
internal sealed class TableScore
{
    private readonly double?[] _columns;

    private TableScore(TableSchema schema, double?[] columns)
    {
        _columns = columns;
        Errors = schema.Columns.Select((column, i) => (column.Kind, Error: columns[i])).Where(pair => pair.Error is not null).GroupBy(pair => pair.Kind)
            .ToDictionary(group => group.Key, group => group.Key is ColumnKind.Real or ColumnKind.Count
                ? Math.Sqrt(group.Average(pair => pair.Error!.Value * pair.Error!.Value))
                : group.Average(pair => pair.Error!.Value));
    }

    /// <summary>The error of each kind of column that has missing cells.</summary>
    public IReadOnlyDictionary<ColumnKind, double> Errors { get; }

    /// <summary>The error of a column; null if no cell was missing, or if all true cells of a numeric column are equal.</summary>
    public double? Of(int column) => _columns[column];

    /// <summary>Computes the score for cells that are missing in one table and known in the other.</summary>
    /// <param name="truth">The true cells.</param>
    /// <param name="table">The same rows with missing cells.</param>
    /// <param name="filling">Returns the value filled in for a missing cell (row, column): a number, or the index of a word.</param>
    /// <exception cref="ArgumentException">The tables have different rows or columns.</exception>
    public static TableScore Of(Table truth, Table table, Func<int, int, double> filling)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(filling);
        if (truth.Count != table.Count || truth.Schema.Columns.Count != table.Schema.Columns.Count)
            throw new ArgumentException($"The true table has {truth.Count} rows of {truth.Schema.Columns.Count} cells, the other {table.Count} of " +
                $"{table.Schema.Columns.Count}; they must be equal.", nameof(table));
        return new TableScore(truth.Schema, [.. truth.Schema.Columns.Select((column, i) => ErrorOf(truth, table, column, i, filling))]);
    }

    /// <summary>The mean, over kinds, of the errors divided by those of another filling; below 1 if this one is better.</summary>
    public double RelativeTo(TableScore other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Errors.Where(pair => other.Errors.GetValueOrDefault(pair.Key) > 0).Select(pair => pair.Value / other.Errors[pair.Key])
            .DefaultIfEmpty(1).Average();
    }

    private static double? ErrorOf(Table truth, Table table, TableColumn column, int index, Func<int, int, double> filling)
    {
        int[] judged = [.. Enumerable.Range(0, truth.Count).Where(row => truth.IsKnown(row, index) && !table.IsKnown(row, index))];
        if (judged.Length == 0)
            return null;
        if (!column.IsNumeric)
            return judged.Average(row => filling(row, index) == truth[row, index] ? 0.0 : 1);
        double[] known = [.. Enumerable.Range(0, truth.Count).Where(row => truth.IsKnown(row, index)).Select(row => (double)truth[row, index])];
        double mean = known.Average(), variance = known.Average(x => (x - mean) * (x - mean));
        return variance > 0 ? Math.Sqrt(judged.Average(row => Math.Pow(filling(row, index) - truth[row, index], 2)) / variance) : null;
    }
}
