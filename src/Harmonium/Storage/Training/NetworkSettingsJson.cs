using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Harmonium.Errors;
using Harmonium.Networks;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.Training;

/// <summary>The JSON form of the settings of networks: names in camel case, choices in kebab case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(TrainingSettingsJson.KebabCase<NetworkOptimiserKind>), typeof(TrainingSettingsJson.KebabCase<LearningRateCourse>), typeof(TrainingSettingsJson.KebabCase<InitialisationKind>),
    ])]
[JsonSerializable(typeof(NetworkTrainingSettings))]
[JsonSerializable(typeof(TextTrainingSettings))]
internal sealed partial class NetworkSettingsJson : JsonSerializerContext
{
    internal static T Read<T>(JsonElement json, T usual, JsonTypeInfo<T> type)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new ConfigurationException("settings", $"The settings of a training are a JSON object; this is {json.ValueKind}.");
        // Laid over the defaults, because the generated reader gives its own to what is missing.
        JsonObject all = JsonSerializer.SerializeToNode(usual, type)!.AsObject();
        foreach (JsonProperty property in json.EnumerateObject())
            all[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        try
        {
            return all.Deserialize(type)!;
        }
        catch (JsonException exception)
        {
            string setting = exception.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "settings";
            throw new ConfigurationException(setting, $"The setting {Quotation.Of(setting)} is not known, or its value is not of the right kind: {exception.Message}", exception);
        }
    }
}
