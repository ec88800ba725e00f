using System.Globalization;
using System.Text;
using System.Text.Json;
using Harmonium.Data;

namespace Harmonium.Cli.Output;

/// <summary>Results with one line per row of the data, which starts with the id of the row; as CSV and as JSON.</summary>
/// <param name="ids">The ids of the rows.</param>
internal sealed class ResultTable(RowIds ids)
{
    private readonly List<(string Name, Func<int, object?> Value)> _columns = [];

    /// <summary>Adds a column.</summary>
    /// <param name="name">The name in camel case.</param>
    /// <param name="value">Returns the value of a row, counted from 0: a word, a number, true or false, null, or (in JSON) names with numbers.</param>
    internal void Add(string name, Func<int, object?> value) => _columns.Add((name, value));

    /// <summary>Returns the rows as CSV with a header. Its first column is named after the ids.</summary>
    internal string Csv()
    {
        StringBuilder text = new(CsvText.Field(ids.Column));
        foreach ((string name, _) in _columns)
            text.Append(',').Append(CsvText.Field(name));
        text.Append('\n');
        for (int row = 0; row < ids.Count; row++)
        {
            text.Append(CsvText.Field(ids[row]));
            foreach ((_, Func<int, object?> value) in _columns)
                text.Append(',').Append(CsvText.Field(TextOf(value(row))));
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes the rows as a JSON array of objects. The id is the member <c>id</c>.</summary>
    internal void WriteJson(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        for (int row = 0; row < ids.Count; row++)
        {
            json.WriteStartObject();
            json.WriteString("id", ids[row]);
            foreach ((string column, Func<int, object?> value) in _columns)
                WriteJson(json, column, value(row));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        double number => ((float)number).ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => $"{value}",
    };

    private static void WriteList(Utf8JsonWriter json, string name, (string Name, double Value)[] list)
    {
        json.WriteStartArray(name);
        foreach ((string column, double value) in list)
        {
            json.WriteStartObject();
            json.WriteString("column", column);
            json.WriteFinite("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter json, string name, object? value)
    {
        if (value is string word)
            json.WriteString(name, word);
        else if (value is bool flag)
            json.WriteBoolean(name, flag);
        else if (value is (string Name, double Value)[] list)
            WriteList(json, name, list);
        else
            json.WriteFinite(name, value as double?);
    }
}
