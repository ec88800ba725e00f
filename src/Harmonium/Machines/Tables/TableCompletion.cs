using Harmonium.Data.Tables;

namespace Harmonium.Machines.Tables;

/// <summary>What the missing cells of a table may hold, given the known ones of their row.</summary>
public sealed class TableCompletion
{
    private readonly Dictionary<(int Row, int Column), Cell> _cells;

    internal TableCompletion(Table table, Dictionary<(int Row, int Column), Cell> cells)
    {
        Table = table;
        _cells = cells;
    }

    /// <summary>The table with its missing cells.</summary>
    public Table Table { get; }

    /// <summary>The cells that were missing.</summary>
    public IEnumerable<(int Row, int Column)> Cells => _cells.Keys;

    /// <summary>M[cell | known cells] for numbers, not rounded; the place of the likeliest word else, the first of equally likely ones.</summary>
    /// <exception cref="ArgumentException">The cell was not missing.</exception>
    public double Value(int row, int column)
    {
        Cell cell = Find(row, column);
        return cell.Probabilities.Length == 0 ? cell.Mean : Array.IndexOf(cell.Probabilities, cell.Probabilities.Max());
    }

    /// <summary>The standard deviation of a number given the known cells of its row: how far from <see cref="Value"/> it may well be.</summary>
    /// <exception cref="ArgumentException">The cell was not missing, or holds a word.</exception>
    public double StandardDeviation(int row, int column)
    {
        Cell cell = Find(row, column);
        return cell.Probabilities.Length == 0 ? Math.Sqrt(cell.Variance)
            : throw new ArgumentException($"The column “{Table.Schema.Columns[column].Name}” holds words, which have probabilities but no standard deviation.", nameof(column));
    }

    /// <summary>The probability of every word of the column given the known cells of the row; of no and yes.</summary>
    /// <exception cref="ArgumentException">The cell was not missing, or holds a number.</exception>
    public IReadOnlyList<double> Probabilities(int row, int column)
    {
        Cell cell = Find(row, column);
        return cell.Probabilities.Length > 0 ? cell.Probabilities
            : throw new ArgumentException($"The column “{Table.Schema.Columns[column].Name}” holds numbers, which have a standard deviation but no list of probabilities.", nameof(column));
    }

    private Cell Find(int row, int column) => _cells.TryGetValue((row, column), out Cell? cell) ? cell
        : throw new ArgumentException($"The cell in row {row}, column {column}, both counted from 0, was not missing.", nameof(row));

    internal sealed record Cell(double Mean, double Variance, double[] Probabilities);
}
