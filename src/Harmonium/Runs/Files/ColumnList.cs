using System.Text.Json;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Files;

/// <summary>The names of the columns that a model was trained on, in the field <c>data.columns</c> of the description of its training.</summary>
internal static class ColumnList
{
    // The header of a model file is limited to 8 MiB; a model with longer names is stored without them.
    private const int MostCharacters = 1 << 20;

    /// <summary>Writes the names into the open object <c>data</c>.</summary>
    internal static void Write(Utf8JsonWriter json, IReadOnlyList<string> columns)
    {
        if (columns.Sum(name => name.Length + 3L) > MostCharacters)
            return;
        json.WriteStartArray("columns");
        foreach (string name in columns)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    /// <summary>Returns the names in a model file; null if it has none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="count">The number of columns of the model.</param>
    /// <exception cref="ModelFileException">The names are not a list of as many different words.</exception>
    internal static IReadOnlyList<string>? Read(ModelFile file, int count)
    {
        if (!file.Training.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Object
            || !data.TryGetProperty("columns", out JsonElement columns))
            return null;
        string[] names = columns.ValueKind == JsonValueKind.Array && columns.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? [.. columns.EnumerateArray().Select(TextOf)] : [];
        return names.Length == count && names.Distinct(StringComparer.Ordinal).Count() == count ? names
            : throw new ModelFileException(file.Path, $"'columns' of its training data is not a list of {count} different names. Save the model again.");
    }

    private static string TextOf(JsonElement name)
    {
        try
        {
            return name.GetString()!;
        }
        catch (InvalidOperationException) // an unpaired surrogate
        {
            return name.GetRawText();
        }
    }
}
