using Harmonium.Data.Tables;

namespace Harmonium.Evaluation.Tables;

/// <summary>
/// How well missing cells were filled in, by kind of column: for numbers the root of the mean squared error in units of the column's standard
/// deviation, root-mean-squared over columns; for words the share of cells with another word than the true one, averaged over columns.
/// </summary>
public sealed class TableScore
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

    /// <summary>The error of each kind of column that had missing cells.</summary>
    public IReadOnlyDictionary<ColumnKind, double> Errors { get; }

    /// <summary>The error of a column; null where no cell was missing, or all true cells of numbers are alike.</summary>
    public double? Of(int column) => _columns[column];

    /// <summary>Judges the filling of the cells that are missing in one table and known in the other.</summary>
    /// <param name="truth">The true cells.</param>
    /// <param name="table">The same rows with missing cells.</param>
    /// <param name="filling">What a missing cell (row, column) was filled in with: a number, or the place of a word.</param>
    /// <exception cref="ArgumentException">The tables have other rows or columns.</exception>
    public static TableScore Of(Table truth, Table table, Func<int, int, double> filling)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(filling);
        if (truth.Count != table.Count || truth.Schema.Columns.Count != table.Schema.Columns.Count)
            throw new ArgumentException($"The truth has {truth.Count} rows of {truth.Schema.Columns.Count} cells, the table {table.Count} of " +
                $"{table.Schema.Columns.Count}; they must be alike.", nameof(table));
        return new TableScore(truth.Schema, [.. truth.Schema.Columns.Select((column, i) => ErrorOf(truth, table, column, i, filling))]);
    }

    /// <summary>The mean over kinds of the errors in units of those of another filling; below 1 where this one is better.</summary>
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
