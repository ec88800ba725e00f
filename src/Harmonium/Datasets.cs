using System.Globalization;
using System.Reflection;
using Harmonium.Data;
using Harmonium.Data.Images;
using Harmonium.Data.Sources;
using Harmonium.Data.Tables;
using Harmonium.Numerics;

namespace Harmonium;

/// <summary>
/// Data to train on: named sets, files, arrays and records. Named sets are looked for in the folder of the environment variable
/// <c>HARMONIUM_DATA</c>, then in the user's cache, where <c>harmonium data get</c> downloads them to.
/// </summary>
public static class Datasets
{
    /// <summary>The embedded letters: images of printed letters of many typefaces, 29 × 29 pixels, with 26 classes.</summary>
    public static DataSplits Letters() => Open("letters");

    /// <summary>MNIST: 70,000 handwritten digits, 28 × 28 pixels (LeCun et al. 1998).</summary>
    /// <exception cref="DataFileException">The files are not there; the message says how to get them.</exception>
    public static DataSplits Mnist() => Open("mnist");

    /// <summary>Fashion-MNIST: 70,000 images of clothing, 28 × 28 pixels (Xiao, Rasul, Vollgraf 2017).</summary>
    /// <exception cref="DataFileException">The files are not there; the message says how to get them.</exception>
    public static DataSplits FashionMnist() => Open("fashion-mnist");

    /// <summary>USPS: handwritten digits of envelopes, 16 × 16 pixels (Hull 1994).</summary>
    /// <exception cref="DataFileException">The files are not there; the message says how to get them.</exception>
    public static DataSplits Usps() => Open("usps");

    /// <summary>Olivetti faces: 400 photographs of 40 people, 64 × 64 pixels.</summary>
    /// <exception cref="DataFileException">The files are not there; the message says how to get them.</exception>
    public static DataSplits OlivettiFaces() => Open("olivetti-faces");

    /// <summary>20 Newsgroups: 18,846 posts as word counts (Lang 1995).</summary>
    /// <exception cref="DataFileException">The files are not there; the message says how to get them.</exception>
    public static DataSplits TwentyNewsgroups() => Open("20newsgroups");

    /// <summary>Opens a named set, a file (.csv, .npy, .npz, .idx, …) or a folder.</summary>
    /// <param name="nameOrPath">The name or path.</param>
    /// <param name="options">How to read what a file leaves open; the defaults when null.</param>
    /// <param name="images">The decoder of image files, such as the one of Harmonium.Imaging; needed for folders of images.</param>
    /// <exception cref="DataFileException">There are no such data, or they cannot be used.</exception>
    public static DataSplits Open(string nameOrPath, DataOptions? options = null, ImageDecoder? images = null)
    {
        string cache = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return DataSource.Open(nameOrPath, DataLocations.From(Environment.GetEnvironmentVariable, cache) with { Images = images }, DataLimits.Default,
            options ?? new DataOptions());
    }

    /// <summary>Examples with labels.</summary>
    /// <param name="rows">The examples, [rows, columns].</param>
    /// <param name="labels">The class of every example, from 0.</param>
    /// <param name="classNames">The names of the classes; null if they have none.</param>
    /// <exception cref="ArgumentException">There are more or fewer labels than rows, or a label is negative or has no name.</exception>
    public static Dataset From(Rows rows, IReadOnlyList<int> labels, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return rows.Data.With([.. labels], classNames, 0);
    }

    /// <summary>
    /// Examples with the names of their classes as labels. Classes are in the order of their numbers if all names are numbers, where 1, 1.0 and 01 are one
    /// class, and in ordinal order of their names otherwise.
    /// </summary>
    /// <param name="rows">The examples, [rows, columns].</param>
    /// <param name="labels">The name of the class of every example.</param>
    /// <exception cref="ArgumentException">There are more or fewer labels than rows.</exception>
    public static Dataset From(Rows rows, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        string[] found = [.. labels.Select(ClassLabels.NameOf)], distinct = [.. found.Distinct(StringComparer.Ordinal)];
        IReadOnlyList<string> names = ClassLabels.NamesOf(ClassLabels.InOrder(distinct), distinct.Length);
        Dictionary<string, int> places = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return From(rows, [.. found.Select(name => places[name])], names);
    }

    /// <summary>Examples that are images, for kinds that use their shape and for figures.</summary>
    /// <param name="rows">The images, [rows, height · width · channels], in that order of nesting.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="width">The width in pixels.</param>
    /// <exception cref="ArgumentException">A row has a different number of values.</exception>
    public static Dataset Images(Rows rows, int height, int width) =>
        rows.Data.With(rows.Data.Examples, ItemShape.Image(height, width));

    /// <summary>
    /// A table of records: a column for each public property that can be read. Numbers become real columns, whole numbers from 0 counts, words
    /// and enumerations categories, and <see cref="bool"/> yes-no; null is a missing cell. A property with fewer than two values is left out.
    /// </summary>
    /// <param name="records">The records, at least one.</param>
    /// <exception cref="ArgumentException">There are no records, no usable property, or a property of another type.</exception>
    public static Table Table<T>(IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        T[] all = [.. records];
        PropertyInfo[] properties = [.. typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)];
        List<TableColumn> columns = [];
        List<float[]> cells = [];
        foreach (PropertyInfo property in properties)
        {
            object?[] values = [.. all.Select(record => property.GetValue(record))];
            if (values.Where(value => value is not null).Distinct().Count() < 2)
                continue;
            TableColumn column = ColumnOf(property, values);
            columns.Add(column);
            cells.Add([.. values.Select(value => CellOf(column, value))]);
        }

        if (columns.Count == 0)
            throw new ArgumentException($"{all.Length} records of {typeof(T).Name} have no property with at least two values.", nameof(records));
        Tensor tensor = Tensor.Zeros(all.Length, columns.Count);
        for (int column = 0; column < columns.Count; column++)
        {
            for (int row = 0; row < all.Length; row++)
                tensor[row, column] = cells[column][row];
        }

        return new Table(typeof(T).Name, new TableSchema(columns), tensor);
    }

    /// <summary>
    /// A table of records with the columns of a schema, such as that of a trained model: a new record may have missing cells, which are null.
    /// </summary>
    /// <param name="records">The records. A column takes the public property of its name; columns without a property are missing.</param>
    /// <param name="schema">The columns; see <see cref="TableRbm.Schema"/>.</param>
    /// <exception cref="ArgumentException">A cell does not fit its column, such as a word that the column does not know.</exception>
    public static Table Table<T>(IEnumerable<T> records, TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(schema);
        T[] all = [.. records];
        Tensor cells = Tensor.Filled(float.NaN, all.Length, schema.Columns.Count);
        foreach ((int index, TableColumn column) in schema.Columns.Index())
        {
            PropertyInfo? property = typeof(T).GetProperty(column.Name, BindingFlags.Instance | BindingFlags.Public);
            for (int row = 0; property is not null && row < all.Length; row++)
            {
                object? value = property.GetValue(all[row]);
                cells[row, index] = CellOf(column, value);
                if (value is not null && cells[row, index] < 0 && !column.IsNumeric)
                    throw new ArgumentException($"Record {row} has “{value}” in the column {column.Name}, which has the words " +
                        $"{string.Join(", ", column.Values)}.",
                        nameof(records));
            }
        }

        return new Table(typeof(T).Name, schema, cells);
    }

    private static TableColumn ColumnOf(PropertyInfo property, object?[] values)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        string[] words = [.. values.Where(value => value is not null).Select(value => $"{value}").Distinct().Order(StringComparer.Ordinal)];
        return type switch
        {
            _ when type == typeof(bool) => TableColumn.YesNo(property.Name),
            _ when type == typeof(string) || type.IsEnum => TableColumn.Categorical(property.Name, words),
            _ when type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte) || type == typeof(uint) =>
                values.All(value => value is null || Convert.ToInt64(value, CultureInfo.InvariantCulture) >= 0)
                    ? TableColumn.Count(property.Name) : TableColumn.Real(property.Name),
            _ when type == typeof(double) || type == typeof(float) || type == typeof(decimal) => TableColumn.Real(property.Name),
            _ => throw new ArgumentException($"The property {property.Name} is a {type.Name}; a column holds numbers, words, enumerations or bool."),
        };
    }

    private static float CellOf(TableColumn column, object? value) => value switch
    {
        null => float.NaN,
        bool flag => flag ? 1 : 0,
        _ when column.IsNumeric => Convert.ToSingle(value, CultureInfo.InvariantCulture),
        _ => column.Values.ToList().IndexOf($"{value}"),
    };
}
