using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;

namespace Harmonium.Cli.Commands;

/// <summary>Lists the named data sets.</summary>
internal sealed class DataListVerb : Verb
{
    /// <inheritdoc/>
    internal override string Name => "list";

    /// <inheritdoc/>
    internal override string Summary => "list the named data sets and their locations";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } = [("harmonium data list", "list all named data sets")];

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        if (call.Json)
        {
            call.JsonOutput.Write(json => WriteJson(json, call.Locations));
            return ExitCode.Done;
        }

        WrappedText text = new(call.Terminal);
        foreach (NamedSet set in NamedSet.All)
        {
            text.Write($"{set.Name} ({set.Shape}), {Place(set, call.Locations)}", start: "", indent: 4);
            text.Write(set.Description, indent: 2);
            if (call.Verbose)
                text.Write(set.Origin, indent: 2);
        }

        return ExitCode.Done;
    }

    private static string Place(NamedSet set, DataLocations locations) =>
        set.Files.Count == 0 ? "built in"
        : locations.Find(set) is { } folder ? $"in {folder}"
        : set.WhereToGet.Length == 0 ? $"not downloaded; download it with: harmonium data get {set.Name}"
        : $"not available; {set.WhereToGet}";

    private static void WriteJson(Utf8JsonWriter json, DataLocations locations)
    {
        json.WriteStartArray("sets");
        foreach (NamedSet set in NamedSet.All)
        {
            json.WriteStartObject();
            json.WriteString("name", set.Name);
            json.WriteString("description", set.Description);
            json.WriteString("origin", set.Origin);
            json.WriteNumber("columns", set.Shape.Columns);
            json.WriteBoolean("partOfTheProgram", set.Files.Count == 0);
            json.WriteString("folder", set.Files.Count == 0 ? null : locations.Find(set));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
