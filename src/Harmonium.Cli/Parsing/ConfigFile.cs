using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Harmonium.Data;
using Harmonium.Storage.Files;

namespace Harmonium.Cli.Parsing;

/// <summary>A JSON file with options in camel case, such as the settings in a run folder.</summary>
internal sealed class ConfigFile(string path)
{
    private const int MaximumBytes = 1 << 20;

    /// <summary>Returns the options in the file that are not on the command line, as command-line words.</summary>
    /// <exception cref="StorageException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UsageException">The file is not a JSON object of options of the command.</exception>
    internal IReadOnlyList<string> OptionsFor(Command command, ParseResult given, Option config)
    {
        List<string> words = [];
        foreach (JsonProperty property in Read().EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                words.AddRange(property.Value.EnumerateObject().Select(inner => $"{SettingOptions.StageOption}={property.Name}.{inner.Name}={Text(inner)}"));
                continue;
            }

            string name = SettingName.AsOption(property.Name);
            Option option = command.Options.FirstOrDefault(known => (known.Name == name || known.Aliases.Contains(name)) && known != config)
                ?? throw Unknown(property.Name, command);
            bool isGiven = given.GetResult(option) is OptionResult { Implicit: false };
            if (!isGiven && property.Value.ValueKind != JsonValueKind.Null)
                words.Add($"{name}={Text(property)}");
        }

        return words;
    }

    private string Text(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.String => property.Value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => property.Value.GetRawText(),
        _ => throw Refuse($"“{property.Name}” is {property.Value.ValueKind}; expected a string, a number, true or false"),
    };

    private JsonElement Read()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(FileStore.Disk.ReadAll(path, MaximumBytes), new JsonDocumentOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
                AllowDuplicateProperties = false,
            });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone()
                : throw Refuse($"it contains {document.RootElement.ValueKind}; expected a JSON object");
        }
        catch (JsonException exception)
        {
            throw Refuse($"it is not valid JSON at line {exception.LineNumber + 1}");
        }
    }

    private UsageException Unknown(string name, Command command)
    {
        string? near = NameDistance.Nearest(SettingName.AsOption(name), command.Options.Select(option => option.Name));
        return Refuse($"“{name}” is not an option of " +
            $"{command.Name}{(near is null ? "" : $" (did you mean {JsonNamingPolicy.CamelCase.ConvertName(ToPascal(near))}?)")}");
    }

    private static string ToPascal(string option) =>
        string.Concat(option.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private UsageException Refuse(string trouble) =>
        new($"--config {path}: {trouble}.", "Expected is a JSON object of options, such as {\"epochs\": 5, \"learningRate\": 0.05}.");
}
