using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Progress;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Commands;

/// <summary>Trains a model of a kind; everything but this sentence comes from the kind.</summary>
internal sealed class TrainKindVerb(ModelKind kind) : Verb
{
    /// <summary>The folder of all runs.</summary>
    internal const string Runs = "runs";

    private readonly SettingOptions _settings = new(kind.Settings);
    private readonly Option<bool> _noFigures = new("--no-figures") { Description = "draw no figures while training" };

    /// <inheritdoc/>
    internal override string Name => kind.Name;

    /// <inheritdoc/>
    internal override string Summary => $"train {kind.Summary}; writes a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples => kind.Examples;

    /// <inheritdoc/>
    internal override string UsualData => kind.DefaultData;

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Name, string Meaning)> StageSettings => _settings.StageMeanings;

    /// <inheritdoc/>
    internal override string? GroupOf(Option option) => _settings.GroupOf(option);

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Output, common.Seed, common.Threads, _noFigures])
            command.Options.Add(option);
        _settings.AddTo(command);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        KindSettings settings = kind.Effective(_settings.Read(call.Parsed, call.Seed));
        string data = FullPathOf(call.Text(call.Common.Data) ?? (UsualData.Length > 0 ? UsualData
            : throw new UsageException($"{call.Path} needs data: --data <{call.Common.Data.HelpName}>.", $"See: {call.Path} --help")));
        Training training = kind.Prepare(settings, call.OpenAndTell(settings, data), call.Device());
        RunRecord record = TrainingRun.RecordOf(training, data, Computer.Describe(training.Model.Device));
        using RunFolder folder = call.Output is { } path
            ? RunFolder.Create(path, record, call.Terminal.Clock)
            : RunFolder.CreateNumbered(Runs, Name, training.Data.Name, record, call.Terminal.Clock);
        return new TrainingSession(call, folder, training, figures: !call.Parsed.GetValue(_noFigures)).Run();
    }

    /// <summary>The full path of a file or folder, so that the run can be resumed from elsewhere; the name of a named set or text.</summary>
    private static string FullPathOf(string data) =>
        NamedSet.Find(data) is null && NamedText.Find(data) is null && (File.Exists(data) || Directory.Exists(data)) ? Path.GetFullPath(data) : data;
}
