using Harmonium.Numerics;

namespace Harmonium.Data.Tables;

/// <summary>
/// Maps the cells of a table to states of units: standardized real columns together in one Gaussian layer, counts in a Poisson
/// layer, yes-no columns in a Bernoulli layer, and one layer of one-hot units per categorical column.
/// Counts with a mean above <see cref="GreatestPoissonMean"/> join the Gaussian layer as ln(1 + x). The standard deviation of a Poisson distribution is
/// the square root of its mean, too small for large counts, whose spread in real data grows in proportion to their mean.
/// </summary>
internal sealed class TableEncoding
{
    /// <summary>The largest mean of a count column that uses Poisson units.</summary>
    public const double GreatestPoissonMean = 50;

    private readonly ColumnScale?[] _scales;

    /// <summary>Creates an encoding with given scales.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="scales">One scale per column of the Gaussian layer: the real columns and the counts that join them; null for the others.</param>
    /// <exception cref="ArgumentException">The number of scales differs from that of columns, a real column has none, a column of words has one, or a scale
    /// is not finite.</exception>
    public TableEncoding(TableSchema schema, IReadOnlyList<ColumnScale?> scales)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(scales);
        if (scales.Count != schema.Columns.Count)
            throw new ArgumentException($"{schema.Columns.Count} columns need as many scales, some of them null; there are {scales.Count}.", nameof(scales));
        for (int i = 0; i < scales.Count; i++)
        {
            TableColumn column = schema.Columns[i];
            if ((column.Kind == ColumnKind.Real && scales[i] is null) || (!column.IsNumeric && scales[i] is not null))
                throw new ArgumentException($"The column “{Printable.Of(column.Name)}” of kind {TableSchemaJson.WordOf(column.Kind)} " +
                    $"{(scales[i] is null ? "needs" : "cannot have")} a scale.", nameof(scales));
            if (scales[i] is { } scale && !(double.IsFinite(scale.Mean) && scale.Deviation > 0 && double.IsFinite(scale.Deviation)))
                throw new ArgumentException($"The scale of the column “{Printable.Of(column.Name)}” is {scale.Mean} and {scale.Deviation}; a finite mean and " +
                    "a deviation above 0 are expected.", nameof(scales));
        }

        Schema = schema;
        _scales = [.. scales];
        Layers = [.. LayersOf()];
    }

    /// <summary>The columns.</summary>
    public TableSchema Schema { get; }

    /// <summary>The layers, in the order of the model.</summary>
    public IReadOnlyList<TableLayer> Layers { get; }

    /// <summary>Returns the encoding fitted to the known cells of a table.</summary>
    /// <exception cref="DataFileException">A column has no known cells.</exception>
    public static TableEncoding Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new TableEncoding(table.Schema, [.. table.Schema.Columns.Select((column, i) => ScaleOf(table, column, i))]);
    }

    /// <summary>Returns the scale of a column; null if it needs none.</summary>
    public ColumnScale? ScaleOf(int column) => _scales[column];

    /// <summary>Returns the states of every layer for the rows of a table, [rows, units] each; NaN for missing cells.</summary>
    /// <exception cref="ArgumentException">The columns of the table differ from the schema.</exception>
    public IReadOnlyList<Dataset> Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!table.Schema.Columns.Select(column => (column.Name, column.Kind, column.Values.Count))
            .SequenceEqual(Schema.Columns.Select(column => (column.Name, column.Kind, column.Values.Count))))
            throw new ArgumentException($"The columns of the table {table.Name} differ from those of the encoding.", nameof(table));
        return [.. Layers.Select(layer =>
            new Dataset($"{table.Name}, {layer.Name}", new FloatExamples(StatesOf(table, layer)), ItemShape.Vector(layer.Units)))];
    }

    private static ColumnScale? ScaleOf(Table table, TableColumn column, int index)
    {
        float[] known = [.. Enumerable.Range(0, table.Count).Where(row => table.IsKnown(row, index)).Select(row => table[row, index])];
        if (known.Length == 0)
            throw new DataFileException(table.Name,
                $"has no known cell in the column “{Printable.Of(column.Name)}”. Remove the column from the schema.");
        bool logarithm = column.Kind == ColumnKind.Count && known.Average(x => (double)x) > GreatestPoissonMean;
        if (column.Kind != ColumnKind.Real && !logarithm)
            return null;
        double[] values = [.. known.Select(x => logarithm ? Math.Log(1 + (double)x) : x)];
        double mean = values.Average(), variance = values.Average(x => (x - mean) * (x - mean));
        return new ColumnScale(mean, variance > 0 ? Math.Sqrt(variance) : 1, logarithm);
    }

    private static Tensor StatesOf(Table table, TableLayer layer, Func<int, float, float> encode)
    {
        Tensor states = Tensor.Zeros(table.Count, layer.Units);
        for (int row = 0; row < table.Count; row++)
        {
            for (int i = 0; i < layer.Columns.Count; i++)
                states[row, i] = encode(layer.Columns[i], table[row, layer.Columns[i]]);
        }

        return states;
    }

    private static Tensor OneHot(Table table, TableLayer layer)
    {
        Tensor states = Tensor.Zeros(table.Count, layer.Units);
        for (int row = 0; row < table.Count; row++)
        {
            float place = table[row, layer.Columns[0]];
            if (float.IsNaN(place))
                states.Row(row).Fill(float.NaN);
            else
                states[row, (int)place] = 1;
        }

        return states;
    }

    private Tensor StatesOf(Table table, TableLayer layer) =>
        layer.UnitKind == "categorical" ? OneHot(table, layer) : StatesOf(table, layer, (column, cell) => _scales[column]?.Encode(cell) ?? cell);

    private IEnumerable<TableLayer> LayersOf()
    {
        int[] Those(Func<TableColumn, int, bool> which) => [.. Enumerable.Range(0, Schema.Columns.Count).Where(i => which(Schema.Columns[i], i))];
        (string Name, string Kind, int[] Columns)[] shared =
        [
            ("real", "gaussian", Those((_, i) => _scales[i] is not null)),
            ("count", "poisson", Those((column, i) => column.Kind == ColumnKind.Count && _scales[i] is null)),
            ("yes-no", "bernoulli", Those((column, _) => column.Kind == ColumnKind.YesNo)),
        ];
        foreach ((string name, string kind, int[] columns) in shared)
        {
            if (columns.Length > 0)
                yield return new TableLayer(name, kind, columns, columns.Length);
        }

        foreach (int column in Those((column, _) => column.Kind == ColumnKind.Categorical))
            yield return new TableLayer($"category-{column}", "categorical", [column], Schema.Columns[column].Values.Count);
    }
}
