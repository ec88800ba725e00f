using System.Text.Json;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Models;

/// <summary>The settings of a training as names and values.</summary>
internal static class SettingWords
{
    /// <summary>All settings, in the order of files; those that are not set are left out.</summary>
    internal static IReadOnlyDictionary<string, string> Of(RbmTrainingSettings settings)
    {
        Dictionary<string, string> words = new(StringComparer.Ordinal);
        foreach (JsonProperty property in settings.ToJson().EnumerateObject())
            words.Add(property.Name, property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText());
        return words;
    }

    /// <summary>The settings that are not the usual ones, as options of a command line.</summary>
    internal static string Unusual(RbmTrainingSettings settings)
    {
        IReadOnlyDictionary<string, string> usual = Of(new RbmTrainingSettings());
        return string.Join(' ', Of(settings).Where(pair => usual.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => $"{Parsing.SettingName.AsOption(pair.Key)} {pair.Value}"));
    }
}
