using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Harmonium.Data;
using Harmonium.Storage.Files;

namespace Harmonium.Cli.Parsing;

/// <summary>A file of options: a JSON object whose names are options in camel case, such as the settings that a run keeps.</summary>
internal sealed class ConfigFile(string path)
{
    private const int MaximumBytes = 1 << 20;

    /// <summary>The options of the file that the command line does not give, as words of a command line.</summary>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UsageException">It is no JSON object of options that the command has.</exception>
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
        _ => throw Refuse($"“{property.Name}” is {property.Value.ValueKind}; expected is a text, a number, true or false"),
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
                : throw Refuse($"it holds {document.RootElement.ValueKind} where a JSON object is expected");
        }
        catch (JsonException exception)
        {
            throw Refuse($"it is not valid JSON at line {exception.LineNumber + 1}");
        }
    }

    private UsageException Unknown(string name, Command command)
    {
        string? near = NameDistance.Nearest(SettingName.AsOption(name), command.Options.Select(option => option.Name));
        return Refuse($"“{name}” is no option of " +
            $"{command.Name}{(near is null ? "" : $" (did you mean {JsonNamingPolicy.CamelCase.ConvertName(ToPascal(near))}?)")}");
    }

    private static string ToPascal(string option) =>
        string.Concat(option.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private UsageException Refuse(string trouble) =>
        new($"--config {path}: {trouble}.", "It is a JSON object of options, such as {\"epochs\": 5, \"learningRate\": 0.05}.");
}
