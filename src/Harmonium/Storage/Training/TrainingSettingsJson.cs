using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Penalties;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.Training;

/// <summary>The JSON form of the settings: names in camel case, choices in kebab case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(KebabCase<OffsetKind>), typeof(KebabCase<LearningRateDecay>), typeof(KebabCase<OptimiserKind>), typeof(KebabCase<SparsityKind>),
        typeof(KebabCase<Binarisation>), typeof(KebabCase<ClassifierObjective>),
    ])]
[JsonSerializable(typeof(RbmTrainingSettings))]
[JsonSerializable(typeof(ClassifierTrainingSettings))]
internal sealed partial class TrainingSettingsJson : JsonSerializerContext
{
    internal static RbmTrainingSettings Read(JsonElement json) => Read(json, new RbmTrainingSettings(), Default.RbmTrainingSettings);

    internal static T Read<T>(JsonElement json, T defaults, JsonTypeInfo<T> type)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new ConfigurationException("settings", $"The settings of a training are a JSON object; this is {json.ValueKind}.");
        // Laid over the defaults, because the generated reader gives its own to what is missing.
        JsonObject all = JsonSerializer.SerializeToNode(defaults, type)!.AsObject();
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

    internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
        where T : struct, Enum;
}
