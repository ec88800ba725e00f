using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Harmonium.Data.Tables;

/// <summary>Reads and writes schemas as JSON, in separate files and in model files.</summary>
internal static class TableSchemaJson
{
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };
    private static readonly (string Word, ColumnKind Kind)[] _kinds = [("real", ColumnKind.Real), ("count", ColumnKind.Count),
        ("categorical", ColumnKind.Categorical), ("yes-no", ColumnKind.YesNo)];

    /// <summary>Parses a schema file.</summary>
    /// <exception cref="DataFileException">The file is not a schema.</exception>
    internal static TableSchema Parse(ReadOnlyMemory<byte> utf8, string file)
    {
        if (utf8.Span is [0xEF, 0xBB, 0xBF, ..])
            utf8 = utf8[3..];
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, _strict);
            return Of(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new DataFileException(file, $"is not valid JSON: {exception.Message}", exception.LineNumber + 1, inner: exception);
        }
        catch (FormatException exception)
        {
            throw new DataFileException(file, exception.Message, inner: exception);
        }
    }

    /// <summary>Returns the schema in a JSON object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="inModel">True if the object describes a model, which has more members than a schema.</param>
    /// <exception cref="FormatException">The object is not a schema.</exception>
    internal static TableSchema Of(JsonElement json, bool inModel = false)
    {
        try
        {
            Only(json, "the schema", inModel ? ["kind", "missing", "columns", "layers", "couplings"] : ["missing", "columns"]);
            if (!json.TryGetProperty("columns", out JsonElement columns) || columns.ValueKind != JsonValueKind.Array)
                throw new FormatException("has no list 'columns'; expected for example [{\"name\":\"age\",\"kind\":\"real\"}].");
            IReadOnlyList<string>? missing = json.TryGetProperty("missing", out JsonElement words) ? Words(words, "'missing'") : null;
            return new TableSchema([.. columns.EnumerateArray().Select((column, i) => ColumnOf(column, i, inModel))], missing);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"is not a schema: {Plain(exception)}", exception);
        }
        catch (InvalidOperationException exception) // half a surrogate pair
        {
            throw new FormatException("contains text that is not valid Unicode.", exception);
        }
    }

    /// <summary>Writes the members of a schema into the current object. The caller adds members to each column.</summary>
    internal static void Write(Utf8JsonWriter json, TableSchema schema, Action<int>? more = null)
    {
        Write(json, "missing", schema.Missing);
        json.WriteStartArray("columns");
        for (int i = 0; i < schema.Columns.Count; i++)
        {
            TableColumn column = schema.Columns[i];
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("kind", WordOf(column.Kind));
            if (!column.IsNumeric)
                Write(json, "values", column.Values);
            more?.Invoke(i);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static string TextOf(TableSchema schema)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text,
            new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            Write(json, schema);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    internal static string WordOf(ColumnKind kind) => _kinds.First(known => known.Kind == kind).Word;

    private static TableColumn ColumnOf(JsonElement json, int index, bool inModel)
    {
        string which = $"column {index + 1} of the schema";
        Only(json, which, inModel ? ["name", "kind", "values", "mean", "deviation", "scale"] : ["name", "kind", "values"]);
        string name = Text(json, "name") ?? throw new FormatException($"{which} has no 'name'; use the name in the header of the file.");
        which = $"the column “{Printable.Of(name)}” of the schema";
        string word = Text(json, "kind") ?? throw new FormatException($"{which} has no 'kind'; expected one of {KnownKinds}.");
        (string Word, ColumnKind Kind)? kind = _kinds.Where(known => known.Word == word).Select(known => ((string, ColumnKind)?)known).FirstOrDefault();
        if (kind is null)
            throw new FormatException($"{which} is of the kind “{Printable.Of(word)}”; expected one of " +
                $"{KnownKinds}.{NameDistance.Hint(word, _kinds.Select(known => known.Word))}");
        IReadOnlyList<string> values = json.TryGetProperty("values", out JsonElement words) ? Words(words, $"the 'values' of {which}")
            : kind.Value.Kind == ColumnKind.YesNo ? ["no", "yes"]
            : [];
        return new TableColumn(name, kind.Value.Kind, values);
    }

    private static string KnownKinds => string.Join(", ", _kinds.Select(known => known.Word));

    private static void Only(JsonElement json, string which, params string[] known)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{which} must be a JSON object; it is {json.ValueKind}.");
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!known.Contains(property.Name))
                throw new FormatException($"{which} has an unknown member “{Printable.Of(property.Name)}”; known members: {string.Join(", ", known)}.");
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[] Words(JsonElement json, string which) =>
        json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(word => word.ValueKind == JsonValueKind.String)
            ? [.. json.EnumerateArray().Select(word => word.GetString()!)]
            : throw new FormatException($"{which} must be a list of words, such as [\"no\",\"yes\"]. Put numbers in quotes too.");

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        json.WriteStartArray(name);
        foreach (string word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    // .NET appends the parameter's name to the message, which means nothing to a user.
    private static string Plain(ArgumentException exception)
    {
        int end = exception.Message.LastIndexOf(" (Parameter", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
