using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Tables;

/// <summary>
/// A table with columns of several kinds and possibly missing cells. A cell is stored as a number: the value itself, the index of its word among the
/// column's words, or 0 and 1 for no and yes.
/// </summary>
public sealed class Table
{
    private readonly Tensor _cells;

    /// <summary>Creates a table from a tensor [rows, columns], without copying it. NaN means a missing cell.</summary>
    /// <exception cref="ArgumentException">The columns of the tensor differ from the schema, or a cell does not fit its column.</exception>
    public Table(string name, TableSchema schema, Tensor cells)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Rank != 2 || cells.Columns != schema.Columns.Count)
            throw new ArgumentException($"A table of {schema.Columns.Count} columns needs a tensor [rows, {schema.Columns.Count}]; this one is " +
                $"{Tensor.Describe(cells.Shape)}.", nameof(cells));
        for (int row = 0; row < cells.Rows; row++)
        {
            for (int column = 0; column < cells.Columns; column++)
            {
                if (!Fits(schema.Columns[column], cells[row, column]))
                    throw new ArgumentException($"Row {row + 1} has {cells[row, column]} in the column “{schema.Columns[column].Name}” of kind " +
                        $"{TableSchemaJson.WordOf(schema.Columns[column].Kind)}, which does not allow it.", nameof(cells));
            }
        }

        Name = name;
        Schema = schema;
        RowIds = new RowIds(cells.Rows);
        _cells = cells;
    }

    /// <summary>A short name, such as people.</summary>
    public string Name { get; }

    /// <summary>The columns.</summary>
    public TableSchema Schema { get; }

    /// <summary>The number of rows.</summary>
    public int Count => _cells.Rows;

    /// <summary>The id of every row: from the id column of the file, or the number of the row, counted from 1.</summary>
    public RowIds RowIds { get; internal init; }

    /// <summary>Notices for the user about how the table was read.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Returns a cell as a number; NaN if it is missing.</summary>
    public float this[int row, int column] => _cells[row, column];

    /// <summary>The number of missing cells.</summary>
    public int Missing => Enumerable.Range(0, Count).Sum(row => _cells.Row(row).ToArray().Count(float.IsNaN));

    /// <summary>Returns true if a cell is known.</summary>
    public bool IsKnown(int row, int column) => !float.IsNaN(_cells[row, column]);

    /// <summary>Returns the rows at the given indices, in that order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public Table Take(ReadOnlySpan<int> rows)
    {
        Tensor taken = Tensor.Zeros(rows.Length, _cells.Columns);
        for (int i = 0; i < rows.Length; i++)
            _cells.Row(rows[i]).CopyTo(taken.Row(i));
        return new Table(Name, Schema, taken) { RowIds = RowIds.Take(rows) };
    }

    /// <summary>Returns the rows of this table followed by those of another one.</summary>
    /// <exception cref="ArgumentException">The other table has other columns.</exception>
    internal Table Followed(Table other)
    {
        if (!other.Schema.HasColumnsOf(Schema))
            throw new ArgumentException($"The tables {Name} and {other.Name} have different columns. Read both with the same schema.", nameof(other));
        Tensor cells = Tensor.Zeros(Count + other.Count, _cells.Columns);
        _cells.CopyTo(cells.RowRange(0, Count));
        other._cells.CopyTo(cells.RowRange(Count, other.Count));
        return new Table(Name, Schema, cells);
    }

    /// <summary>Returns the table with a fraction of its cells removed, independently of each other and of their values.</summary>
    /// <param name="share">The probability that a cell is removed, 0 to 1.</param>
    /// <param name="seed">The seed. Cell (row, column) uses that position of a random stream, so equal seeds remove the same cells.</param>
    public Table WithMissing(double share, ulong seed)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), $"The fraction of missing cells must be between 0 and 1; it is {share}.");
        Tensor cells = _cells.Clone();
        // Branch 2 of the splitting stream; permutations use branch 0.
        RandomStream random = RandomStream.For(seed, Purpose.Splitting).At(2);
        for (int row = 0; row < cells.Rows; row++)
        {
            for (int column = 0; column < cells.Columns; column++)
            {
                if (random.Uniform(row, column) < share)
                    cells[row, column] = float.NaN;
            }
        }

        return new Table(Name, Schema, cells) { RowIds = RowIds };
    }

    /// <summary>Returns the cells as a data set, one row per example; NaN for missing cells.</summary>
    public Dataset ToDataset() => new(Name, new FloatExamples(_cells), ItemShape.Vector(_cells.Columns)) { RowIds = RowIds, Notices = Notices };

    /// <summary>Returns rows of a data set, which <see cref="ToDataset"/> made, as a table.</summary>
    /// <exception cref="ArgumentException">The rows do not fit the schema.</exception>
    internal static Table Of(Dataset rows, TableSchema schema) =>
        new(rows.Name, schema, rows.Examples.Rows([.. Enumerable.Range(0, rows.Count)])) { RowIds = rows.RowIds };

    internal static bool Fits(TableColumn column, float cell) => float.IsNaN(cell) || column.Kind switch
    {
        ColumnKind.Real => float.IsFinite(cell),
        ColumnKind.Count => cell >= 0 && float.IsInteger(cell),
        _ => cell >= 0 && cell < column.Values.Count && float.IsInteger(cell),
    };
}
