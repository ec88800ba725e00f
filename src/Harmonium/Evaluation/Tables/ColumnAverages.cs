using Harmonium.Data.Tables;

namespace Harmonium.Evaluation.Tables;

/// <summary>The means of a table's numeric columns and the most common words of its other columns: the baseline for filling in missing cells.</summary>
internal sealed class ColumnAverages
{
    private readonly double[] _values;

    /// <summary>Computes the averages of the known cells of a table.</summary>
    /// <exception cref="ArgumentException">A column has no known cell.</exception>
    public ColumnAverages(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _values = [.. table.Schema.Columns.Select((column, i) => Of(table, column, i))];
    }

    /// <summary>The mean of a numeric column. For other columns, the index of the most common word, or the first of equally common ones.</summary>
    public double this[int column] => _values[column];

    private static double Of(Table table, TableColumn column, int index)
    {
        float[] known = [.. Enumerable.Range(0, table.Count).Where(row => table.IsKnown(row, index)).Select(row => table[row, index])];
        if (known.Length == 0)
            throw new ArgumentException($"The column “{column.Name}” of {table.Name} has no known cell, so it has no average.", nameof(table));
        return column.IsNumeric ? known.Average(x => (double)x)
            : known.GroupBy(x => x).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
    }
}
