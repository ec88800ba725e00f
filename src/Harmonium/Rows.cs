using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Numerics;

namespace Harmonium;

/// <summary>
/// Examples in rows, [rows, columns], for training or applying a model. Arrays, lists of rows, data sets and tables convert to it implicitly.
/// </summary>
public readonly struct Rows
{
    private readonly Dataset? _data;

    private Rows(Dataset data, Table? table = null) => (_data, Table) = (data, table);

    /// <summary>The rows as a data set.</summary>
    /// <exception cref="InvalidOperationException">The value was never set.</exception>
    public Dataset Data => _data ?? throw new InvalidOperationException("There are no rows. Convert an array, a list of rows or a data set.");

    /// <summary>The table that the rows come from; null for others.</summary>
    internal Table? Table { get; }

    /// <summary>Uses the rows of a table, whose missing cells are NaN.</summary>
    public static implicit operator Rows(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new Rows(table.ToDataset(), table);
    }

    /// <summary>Uses a data set, with its labels if it has any.</summary>
    public static implicit operator Rows(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new Rows(data);
    }

    /// <summary>Copies an array, [rows, columns].</summary>
    /// <exception cref="ArgumentException">The array is empty.</exception>
    public static implicit operator Rows(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Tensor tensor = NewTensor(values.GetLength(0), values.GetLength(1));
        Span<float> flat = tensor.AsSpan();
        int i = 0;
        foreach (float value in values)
            flat[i++] = value;
        return Of(tensor);
    }

    /// <summary>Copies an array of rows.</summary>
    /// <exception cref="ArgumentException">There are no rows, one is null, or they differ in length.</exception>
    public static implicit operator Rows(float[][] rows) => From(rows);

    /// <summary>Copies a list of rows.</summary>
    /// <exception cref="ArgumentException">There are no rows, one is null, or they differ in length.</exception>
    public static implicit operator Rows(List<float[]> rows) => From(rows);

    /// <summary>Copies a list of rows.</summary>
    /// <param name="rows">At least one row; all of the same length.</param>
    /// <exception cref="ArgumentException">There are no rows, one is null, or they differ in length.</exception>
    public static Rows From(IReadOnlyList<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row] is null)
                throw new ArgumentException($"Row {row} is null. Every row needs its values.", nameof(rows));
        }

        Tensor tensor = NewTensor(rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row].Length != tensor.Columns)
                throw new ArgumentException($"Row {row} has {rows[row].Length} values; row 0 has {tensor.Columns}. All rows need the same length.",
                    nameof(rows));
            rows[row].CopyTo(tensor.Row(row));
        }

        return Of(tensor);
    }

    /// <summary>Copies values that are stored row after row.</summary>
    /// <param name="values">The values, rows · <paramref name="columns"/> of them.</param>
    /// <param name="columns">The number of values per row, at least 1.</param>
    /// <exception cref="ArgumentException">The values do not form whole rows, or there are none.</exception>
    public static Rows From(ReadOnlyMemory<float> values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length % columns != 0)
            throw new ArgumentException($"{values.Length} values do not form whole rows of {columns}.", nameof(values));
        Tensor tensor = NewTensor(values.Length / columns, columns);
        values.Span.CopyTo(tensor.AsSpan());
        return Of(tensor);
    }

    private static Tensor NewTensor(int rows, int columns) => rows > 0 && columns > 0
        ? Tensor.Zeros(rows, columns)
        : throw new ArgumentException($"Examples are [rows, columns] with at least one of each; these are [{rows}, {columns}].");

    private static Rows Of(Tensor tensor) => new(new Dataset("rows", new FloatExamples(tensor), ItemShape.Vector(tensor.Columns)));
}
