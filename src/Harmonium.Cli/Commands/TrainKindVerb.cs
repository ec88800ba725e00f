using System.CommandLine;
using System.Text;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Progress;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;
using Harmonium.Data.Tables;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Commands;

/// <summary>Trains a model of a kind. Its help, settings and examples come from the kind.</summary>
internal sealed class TrainKindVerb(ModelKind kind) : Verb
{
    /// <summary>The folder of all runs.</summary>
    internal const string Runs = "runs";

    private readonly SettingOptions _settings = new(kind.Settings);

    /// <inheritdoc/>
    internal override string Name => kind.Name;

    /// <inheritdoc/>
    internal override string Summary => $"train {kind.Summary}";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples => kind.Examples;

    /// <inheritdoc/>
    internal override string DefaultData => kind.DefaultData;

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Name, string Meaning)> StageSettings => _settings.StageMeanings;

    /// <inheritdoc/>
    internal override string? GroupOf(Option option) => _settings.GroupOf(option) ?? option.Name switch
    {
        "--data" => "Data",
        "--seed" or "--threads" => "Training",
        "--output" or "--no-figures" or "--figure-format" or "--json" or "--quiet" or "--verbose" => "Output",
        _ => null,
    };

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Options.Add(common.Data);
        _settings.AddTo(command);
        foreach (Option option in (Option[])[common.Seed, common.Threads, common.Output, common.NoFigures, common.FigureFormat])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        KindSettings settings = kind.Effective(_settings.Read(call.Parsed, call.Seed));
        string data = FullPathOf(call.Text(call.Common.Data) ?? (DefaultData.Length > 0 ? DefaultData
            : throw new UsageException($"{call.Path} needs data: --data <{call.Common.Data.HelpName}>.", $"See: {call.Path} --help")));
        Training training = kind.Prepare(settings, call.OpenAndTell(settings, data), call.Device());
        RunRecord record = TrainingRun.RecordOf(training, data, Computer.Describe(training.Model.Device));
        using RunFolder folder = call.Output is { } path
            ? RunFolder.Create(path, record, call.Terminal.Clock)
            : RunFolder.CreateNumbered(Runs, Name, training.Data.Name, record, call.Terminal.Clock);
        if (training.Data.Schema is { } schema && settings.Input is TableDataSettings { Schema: "auto" })
            WriteInferred(call, schema, Path.Combine(folder.View.Folder.Root, "schema.json"));
        return new TrainingSession(call, folder, training, call.FigureFormat).Run();
    }

    /// <summary>Writes an inferred schema into the run folder, for correction.</summary>
    private static void WriteInferred(Call call, TableSchema schema, string path)
    {
        ResultFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(schema.ToJson())));
        call.Say($"The inferred schema is in {ShownPath.Of(path)}. To change it, edit a copy and train with --schema and the copy.");
    }

    /// <summary>Returns the full path of a file or folder, so that the run can be resumed from another folder; a name is returned unchanged.</summary>
    internal static string FullPathOf(string data) =>
        NamedSet.Find(data) is null && NamedText.Find(data) is null && (File.Exists(data) || Directory.Exists(data)) ? Path.GetFullPath(data) : data;
}
