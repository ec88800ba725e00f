using System.Text.Json;
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
    internal override string Summary => "the named data sets, and which of them are here";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } = [("harmonium data list", "all names")];

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        if (call.Json)
        {
            call.JsonOutput.Write(json => WriteJson(json, call.Locations));
            return ExitCode.Done;
        }

        foreach (NamedSet set in NamedSet.All)
        {
            call.Terminal.Out.WriteLine($"{set.Name} ({set.Shape}), {Place(set, call.Locations)}");
            call.Terminal.Out.WriteLine($"  {set.Description}");
            if (call.Verbose)
                call.Terminal.Out.WriteLine($"  {set.Origin}");
        }

        return ExitCode.Done;
    }

    private static string Place(NamedSet set, DataLocations locations) =>
        set.Files.Count == 0 ? "part of the program"
        : locations.Find(set) is { } folder ? $"in {folder}"
        : set.WhereToGet.Length == 0 ? $"not here; fetch it with: harmonium data get {set.Name}"
        : $"not here; {set.WhereToGet}";

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
