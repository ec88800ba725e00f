using Harmonium.Data.Tables;

namespace Harmonium.Evaluation.Tables;

/// <summary>
/// The means of a table's columns of numbers and the commonest words of its others: what a missing cell is filled in with by who knows no better.
/// </summary>
public sealed class ColumnAverages
{
    private readonly double[] _values;

    /// <summary>The averages of the known cells of a table.</summary>
    /// <exception cref="ArgumentException">A column has no known cell.</exception>
    public ColumnAverages(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _values = [.. table.Schema.Columns.Select((column, i) => Of(table, column, i))];
    }

    /// <summary>The mean of a column of numbers; the place of the commonest word, the first of equally common ones.</summary>
    public double this[int column] => _values[column];

    private static double Of(Table table, TableColumn column, int index)
    {
        float[] known = [.. Enumerable.Range(0, table.Count).Where(row => table.IsKnown(row, index)).Select(row => table[row, index])];
        if (known.Length == 0)
            throw new ArgumentException($"The column “{column.Name}” of {table.Name} has no known cell, so no average.", nameof(table));
        return column.IsNumeric ? known.Average(x => (double)x)
            : known.GroupBy(x => x).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
    }
}
