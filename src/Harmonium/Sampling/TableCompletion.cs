using Harmonium.Data.Tables;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;

namespace Harmonium.Sampling;

/// <summary>
/// The distributions of the missing cells of a table, given the known cells of their rows. By default, the distribution of a cell is a mixture: the model's
/// with the probability w, and one of the cells of the nearest rows otherwise. w is fitted for each column to cells that are hidden for that purpose (stacking,
/// Wolpert 1992), so that the means are about as good as the better of both.
/// </summary>
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

    /// <summary>
    /// M[cell | known cells] for numbers, not rounded. For words, the index of the most probable word, or the first of equally probable ones.
    /// </summary>
    /// <exception cref="ArgumentException">The cell has a value in the table.</exception>
    public double Value(int row, int column)
    {
        Cell cell = Find(row, column);
        return cell.Probabilities.Length == 0 ? cell.Mean : Array.IndexOf(cell.Probabilities, cell.Probabilities.Max());
    }

    /// <summary>The standard deviation of a number given the known cells of its row, around <see cref="Value"/>.</summary>
    /// <exception cref="ArgumentException">The cell has a value in the table, or holds a word.</exception>
    public double StandardDeviation(int row, int column)
    {
        Cell cell = Find(row, column);
        return cell.Probabilities.Length == 0 ? Math.Sqrt(cell.Variance)
            : throw new ArgumentException(
                $"The column “{Table.Schema.Columns[column].Name}” holds words, which have probabilities but no standard deviation.", nameof(column));
    }

    /// <summary>
    /// The probability of every word of the column given the known cells of the row. For a yes/no column, the probabilities of no and yes.
    /// </summary>
    /// <exception cref="ArgumentException">The cell has a value in the table, or holds a number.</exception>
    public IReadOnlyList<double> Probabilities(int row, int column)
    {
        Cell cell = Find(row, column);
        return cell.Probabilities.Length > 0 ? cell.Probabilities
            : throw new ArgumentException(
                $"The column “{Table.Schema.Columns[column].Name}” holds numbers, which have a standard deviation but no list of probabilities.",
                nameof(column));
    }

    /// <summary>
    /// Draws of a missing cell from p(cell | known cells): numbers, or indices of words. Draw i of all cells of a row is one joint draw.
    /// <see cref="TableCompletionOptions.Draws"/> says how many are kept.
    /// </summary>
    /// <exception cref="ArgumentException">The cell was not missing.</exception>
    public IReadOnlyList<double> Draws(int row, int column) => Find(row, column).Draws;

    /// <summary>Returns the table with its missing cells filled in.</summary>
    /// <param name="draw">The number of a draw, counted from 0, for multiple imputation (Rubin 1987); null for <see cref="Value"/>, rounded for counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer draws.</exception>
    public Table Filled(int? draw = null)
    {
        Tensor cells = Tensor.Zeros(Table.Count, Table.Schema.Columns.Count);
        for (int row = 0; row < cells.Rows; row++)
        {
            for (int column = 0; column < cells.Columns; column++)
                cells[row, column] = Table.IsKnown(row, column) ? Table[row, column] : (float)ValueOf(row, column, draw);
        }

        return new Table(Table.Name, Table.Schema, cells) { RowIds = Table.RowIds };
    }

    /// <summary>
    /// Estimates the missing cells of a table given the known cells of their rows with the model alone. Gibbs sweeps with the known cells clamped
    /// sample p(missing | known), and the conditional distributions of the missing cells are averaged over the sweeps.
    /// </summary>
    /// <param name="rbm">The machine for the table's columns.</param>
    /// <param name="table">A table with the columns of the machine's encoding.</param>
    /// <param name="options">The numbers of sweeps; defaults if null.</param>
    /// <param name="progress">Receives the fraction of the rows that are done.</param>
    /// <param name="cancel">Cancels the sampling.</param>
    /// <exception cref="ArgumentException">The table has different columns.</exception>
    internal static TableCompletion Of(
        TableMachine rbm, Table table, TableCompletionOptions? options = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(table);
        return new TableCompleter(rbm, options ?? new TableCompletionOptions()).Of(table, progress, cancel);
    }

    private double ValueOf(int row, int column, int? draw)
    {
        if (draw is { } number)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(draw));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Draws(row, column).Count, nameof(draw));
            return Draws(row, column)[number];
        }

        double value = Value(row, column);
        return Table.Schema.Columns[column].Kind == ColumnKind.Count ? Math.Max(0, Math.Round(value)) : value;
    }

    internal Cell Find(int row, int column) => _cells.TryGetValue((row, column), out Cell? cell) ? cell
        : throw new ArgumentException($"The cell in row {row}, column {column} (both counted from 0) has a value in the table; only missing cells are " +
            "filled in.", nameof(row));

    internal sealed record Cell(double Mean, double Variance, double[] Probabilities, double[] Draws);
}
