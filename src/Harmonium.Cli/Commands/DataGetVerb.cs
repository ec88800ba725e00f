using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;

namespace Harmonium.Cli.Commands;

/// <summary>Downloads a named data set.</summary>
internal sealed class DataGetVerb : Verb
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly Argument<string> _name = new("name") { Description = "the name of a data set (see harmonium data list)" };

    /// <inheritdoc/>
    internal override string Name => "get";

    /// <inheritdoc/>
    internal override string Summary => "download a named data set into the cache and verify it";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } = [("harmonium data get mnist", "download handwritten digits (12 MB)")];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common) => command.Arguments.Add(_name);

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        string name = call.Parsed.GetRequiredValue(_name);
        NamedSet set = NamedSet.Find(name) ?? throw new UsageException(
            $"There is no data set “{name}”.{NameDistance.Hint(name, NamedSet.All.Select(known => known.Name))}", "See: harmonium data list");
        string? found = call.Locations.Find(set);
        if (set.Files.Count > 0 && found is null)
            found = Fetch(call, set);
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("name", set.Name);
                json.WriteString("folder", set.Files.Count == 0 ? null : found);
            });
            return ExitCode.Done;
        }

        call.Terminal.Out.WriteLine(set.Files.Count == 0 ? $"{set.Name} is built in." : $"{set.Name} is in {found}");
        return ExitCode.Done;
    }

    private static string Fetch(Call call, NamedSet set)
    {
        using Interruption interruption = call.Terminal.Listen();
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("harmonium");
        return new DataDownloader(client, _patience).FetchAsync(set, call.Locations, new FileProgress(call), interruption.Token).GetAwaiter().GetResult();
    }

    /// <summary>Writes a line when the download of a file starts.</summary>
    private sealed class FileProgress(Call call) : IProgress<DownloadProgress>
    {
        private NamedSetFile? _file;

        public void Report(DownloadProgress value)
        {
            if (ReferenceEquals(value.File, _file))
                return;
            _file = value.File;
            call.Say($"{value.File.Name}, {value.File.Length / 1e6:F1} MB, from {value.File.Origin?.Host}");
        }
    }
}
