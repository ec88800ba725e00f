using System.Text.Json;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Files;

/// <summary>The numbers of training examples per class in the description of the training, as <c>"data":{"classCounts":[396,4]}</c>.</summary>
internal static class ClassCounts
{
    private const string Key = "classCounts";

    /// <summary>Writes the counts into the open JSON object of the data.</summary>
    internal static void Write(Utf8JsonWriter json, IReadOnlyList<int> counts)
    {
        json.WriteStartArray(Key);
        foreach (int count in counts)
            json.WriteNumberValue(count);
        json.WriteEndArray();
    }

    /// <summary>Reads the counts of a model; null if the file does not have them, for example because an older version wrote it.</summary>
    internal static IReadOnlyList<int>? Read(ModelFile file, int classes)
    {
        if (!file.Training.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Object
            || !data.TryGetProperty(Key, out JsonElement counts) || counts.ValueKind != JsonValueKind.Array || counts.GetArrayLength() != classes)
            return null;
        int[] read = [.. counts.EnumerateArray().Select(count => count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out int n) ? n : -1)];
        return Array.TrueForAll(read, count => count >= 0) ? read : null;
    }
}
