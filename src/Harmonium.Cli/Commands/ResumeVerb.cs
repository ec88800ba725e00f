using System.CommandLine;
using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Progress;
using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Commands;

/// <summary>Resumes a run that was interrupted, or trains a finished run longer.</summary>
internal sealed class ResumeVerb : Verb
{
    private readonly Argument<string> _run = new("run") { Description = "the run folder" };
    private readonly Option<string?> _epochs =
        CommonOptions.Text("--epochs", "n", "the new total number of epochs, not below the old one; in a run of several stages, of the last stage");
    private readonly Option<string?> _learningRate = CommonOptions.Text("--learning-rate", "x",
        "the new learning rate; in a run of several stages, of the current stage");

    /// <inheritdoc/>
    internal override string Name => "resume";

    /// <inheritdoc/>
    internal override string Summary => "resume a run from its last checkpoint";

    /// <inheritdoc/>
    internal override string DefaultData => "where the run started with them";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium resume runs/rbm-mnist-1", "continue after Ctrl-C, a crash or a power failure, with the same result as without interruption"),
        ("harmonium resume runs/rbm-mnist-1 --epochs 50", "train a finished run longer"),
        ("harmonium resume runs/rbm-mnist-1 --learning-rate 0.005", "continue a run that diverged, with a lower learning rate"),
        ("harmonium resume runs/rbm-photos-1 --data /mnt/photos", "continue a run whose data moved"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_run);
        foreach (Option option in (Option[])[common.Data, _epochs, _learningRate, common.NoFigures, common.FigureFormat, common.Threads])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        using RunFolder folder = RunFolder.Open(RunOf(call), call.Terminal.Clock);
        TrainingRun.RequireCurrent(folder);
        RunRecord record = folder.Record;
        ModelKind kind = call.Kinds.Of(record);
        KindSettings settings = kind.Effective(Changed(call, kind, (KindSettings)kind.Settings.Read(record.Settings), TrainingRun.StageAt(folder)));
        string? moved = call.Text(call.Common.Data) is { } path ? TrainKindVerb.FullPathOf(path) : null;
        if (moved is null && Path.IsPathRooted(record.Data) && !Path.Exists(record.Data))
            throw new DataFileException(record.Data,
                $"does not exist any more; the run started with it. If the data moved, name the new place: " +
                $"{call.Path} {ShellWord.Of(RunOf(call))} --data <path>");
        Training training = kind.Prepare(settings, call.OpenAndTell(settings, moved ?? record.Data, SchemaOf(kind, record)), call.Device());
        return new TrainingSession(call, folder, training, call.FigureFormat, moved).Run();
    }

    private string RunOf(Call call) => call.Parsed.GetRequiredValue(_run);

    /// <summary>Returns the schema in the run record, because the schema file may be missing or changed.</summary>
    private static TableSchema? SchemaOf(ModelKind kind, RunRecord record)
    {
        try
        {
            return kind.SchemaOf(record.Machine);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException
            or JsonException)
        {
            throw new StorageException(record.Data,
                $"The run has no valid schema of {record.Data}: {exception.Message} Start a new run.", exception);
        }
    }

    private KindSettings Changed(Call call, ModelKind kind, KindSettings settings, string? at)
    {
        List<KeyValuePair<string, string>> words = [];
        string stage = kind.ResumedStage(settings);
        if (call.Text(_epochs) is { } epochs)
        {
            Setting setting = kind.Settings.Find($"{stage}epochs") ?? throw NoSuch(call, kind, _epochs);
            int wanted = Values.Whole(_epochs.Name, epochs), before = (int)setting.Get(settings)!;
            if (wanted < before)
                throw new UsageException($"--epochs is {wanted}; expected at least {before}, the number of epochs of the run.", $"See: {call.Path} --help");
            words.Add(KeyValuePair.Create(setting.Name, epochs));
        }

        if (call.Text(_learningRate) is { } rate)
            words.Add(KeyValuePair.Create((LearningRateAt(kind, at, stage) ?? throw NoSuch(call, kind, _learningRate)).Name, rate));
        return (KindSettings)kind.Settings.With(settings, words);
    }

    /// <summary>Returns the learning rate of the current stage of a run, which is the stage that diverged, if one did.</summary>
    private static Setting? LearningRateAt(ModelKind kind, string? at, string resumedStage) =>
        kind.Settings.All.Where(setting => setting.Stage.Length > 0 && setting.Name == $"{setting.Stage}learningRate").FirstOrDefault(setting =>
            at is null || at.StartsWith(JsonNamingPolicy.KebabCaseLower.ConvertName(setting.Stage[..^1]), StringComparison.Ordinal))
        ?? kind.Settings.Find($"{resumedStage}learningRate");

    private static UsageException NoSuch(Call call, ModelKind kind, Option option) =>
        new($"{option.Name} does not apply to runs of the kind {kind.Name}.", $"See: {call.Path} --help");
}
