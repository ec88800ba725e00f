using System.Globalization;
using System.Text;
using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Evaluation.Tables;
using Harmonium.Numerics;
using Harmonium.Runs.Models;
using Harmonium.Sampling;

namespace Harmonium.Cli.Models;

/// <summary>Cells of a table that a model filled in, and their errors, as text.</summary>
internal static class FilledCells
{
    private const double HiddenShare = 0.2;

    /// <summary>Hides a fifth of the known cells of rows, fills them in, and compares the errors with those of simple fillings.</summary>
    /// <param name="cells">The model.</param>
    /// <param name="judged">The rows.</param>
    /// <param name="training">The training rows; null if they are not known, or are the judged rows.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancel">Cancels the sampling.</param>
    internal static CompletionErrors ErrorsOf(CellCompleter cells, Dataset judged, Dataset? training, ulong seed, CancellationToken cancel) =>
        cells.Judge(Table.Of(judged, cells.Schema), training is null ? null : Table.Of(training, cells.Schema), HiddenShare, seed, cancel);

    /// <summary>True if a row has no missing cell.</summary>
    internal static bool HasWholeRow(Dataset rows)
    {
        Tensor row = Tensor.Zeros(1, rows.Examples.Columns);
        return Enumerable.Range(0, rows.Count).Any(i =>
        {
            rows.Examples.CopyRows([i], row);
            return !row.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue);
        });
    }

    /// <summary>Writes every filled-in cell with its uncertainty, as CSV or JSON by the extension of the path.</summary>
    internal static void Write(string path, TableCompletion completion, int draws)
    {
        bool asJson = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
        using StringWriter text = new() { NewLine = "\n" };
        if (asJson)
            new JsonOutput(text).Write(json => WriteJson(json, completion));
        else
            WriteCsv(text, completion, draws);
        ResultFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Writes the errors of filled-in cells as members of a JSON object.</summary>
    internal static void WriteErrors(Utf8JsonWriter json, CompletionErrors errors)
    {
        json.WriteStartObject("filledCells");
        json.WriteNumber("rows", errors.Rows);
        json.WriteNumber("hiddenShare", errors.Share);
        json.WriteStartArray("columns");
        foreach (ColumnError error in errors.Columns)
        {
            json.WriteStartObject();
            json.WriteString("column", error.Column);
            json.WriteString("kind", Values.Word(error.Kind));
            json.WriteFinite("combined", error.Combined);
            json.WriteFinite("model", error.Model);
            json.WriteFinite("averages", error.Averages);
            json.WriteFinite("nearestRows", error.Neighbors);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the errors of filled-in cells as a table of text.</summary>
    internal static void WriteErrors(Call call, CompletionErrors errors)
    {
        TextWriter writer = call.Terminal.Out;
        writer.WriteLine();
        new WrappedText(call.Terminal).Write($"Errors of filled-in cells: {errors.Share:P0} of the known cells of {errors.Rows} rows were hidden and filled " +
            "in. For numbers, the root-mean-square error in standard deviations of the column; for words, the fraction of wrong words.");
        TextTable table = new(["kind", "complete", "model alone", "5 nearest rows", "column average"]);
        foreach (ColumnError error in errors.Columns)
            table.Add(error.Column, [Values.Word(error.Kind), Number(error.Combined), Number(error.Model), Number(error.Neighbors), Number(error.Averages)]);
        table.Write(writer, call.Terminal.Width);

        static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "-";
    }

    private static IEnumerable<(int Row, int Column)> Ordered(TableCompletion completion) => completion.Cells.OrderBy(cell => cell);

    private static string TextOf(TableColumn column, double value) => column.IsNumeric ? TableText.OfMade(column, value) : column.Values[(int)value];

    private static void WriteCsv(TextWriter writer, TableCompletion completion, int draws)
    {
        Table table = completion.Table;
        writer.WriteLine($"{CsvText.Field(table.RowIds.Column)},column,value,standardDeviation,probability" +
            string.Concat(Enumerable.Range(1, draws).Select(draw => $",draw{draw}")));
        foreach ((int row, int column) in Ordered(completion))
        {
            TableColumn described = table.Schema.Columns[column];
            double value = completion.Value(row, column);
            string[] fields =
            [
                table.RowIds[row], described.Name,
                described.IsNumeric ? Number(value) : TextOf(described, value),
                described.IsNumeric ? Number(completion.StandardDeviation(row, column)) : "",
                described.IsNumeric ? "" : Number(completion.Probabilities(row, column)[(int)value]),
                .. completion.Draws(row, column).Select(draw => TextOf(described, draw)),
            ];
            writer.WriteLine(string.Join(',', fields.Select(CsvText.Field)));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, TableCompletion completion)
    {
        Table table = completion.Table;
        json.WriteStartArray("cells");
        foreach ((int row, int column) in Ordered(completion))
        {
            TableColumn described = table.Schema.Columns[column];
            json.WriteStartObject();
            json.WriteString("id", table.RowIds[row]);
            json.WriteString("column", described.Name);
            WriteValue(json, "value", described, completion.Value(row, column));
            if (described.IsNumeric)
                json.WriteFinite("standardDeviation", completion.StandardDeviation(row, column));
            else
                WriteProbabilities(json, described, completion.Probabilities(row, column));
            json.WriteStartArray("draws");
            foreach (double draw in completion.Draws(row, column))
                WriteValue(json, null, described, draw);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string? name, TableColumn column, double value)
    {
        if (name is not null)
            json.WritePropertyName(name);
        if (column.IsNumeric)
            json.WriteNumberValue(value);
        else
            json.WriteStringValue(column.Values[(int)value]);
    }

    private static void WriteProbabilities(Utf8JsonWriter json, TableColumn column, IReadOnlyList<double> probabilities)
    {
        json.WriteStartObject("probabilities");
        foreach ((string word, double probability) in column.Values.Zip(probabilities))
            json.WriteNumber(word, probability);
        json.WriteEndObject();
    }

    private static string Number(double value) => ((float)value).ToString("G6", CultureInfo.InvariantCulture);
}
