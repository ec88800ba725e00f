using System.CommandLine;
using System.Text.Json;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Progress;
using Harmonium.Data.Tables;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Commands;

/// <summary>Continues a run that was stopped, killed, or is to be trained longer.</summary>
internal sealed class ResumeVerb : Verb
{
    private readonly Argument<string> _run = new("run") { Description = "the folder of the run" };
    private readonly Option<string?> _epochs =
        CommonOptions.Text("--epochs", "n", "train to so many epochs in all, at least as many as before; of the last stage where there are several");
    private readonly Option<string?> _learningRate = CommonOptions.Text("--learning-rate", "x",
        "continue with another learning rate; of the stage at work where there are several");
    private readonly Option<bool> _noFigures = new("--no-figures") { Description = "draw no figures while training" };

    /// <inheritdoc/>
    internal override string Name => "resume";

    /// <inheritdoc/>
    internal override string Summary => "continue a run exactly where its last checkpoint stands";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium resume runs/rbm-mnist-1", "after Ctrl-C, a crash or a power cut: the result is that of a run that was never disturbed"),
        ("harmonium resume runs/rbm-mnist-1 --epochs 50", "train on after the end"),
        ("harmonium resume runs/rbm-mnist-1 --learning-rate 0.005", "after a training that diverged"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_run);
        foreach (Option option in (Option[])[_epochs, _learningRate, _noFigures, common.Threads])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        using RunFolder folder = RunFolder.Open(call.Parsed.GetRequiredValue(_run), call.Terminal.Clock);
        TrainingRun.RequireCurrent(folder);
        RunRecord record = folder.Record;
        ModelKind kind = call.Kinds.Of(record);
        KindSettings settings = kind.Effective(Changed(call, kind, (KindSettings)kind.Settings.Read(record.Settings), TrainingRun.StageAt(folder)));
        Training training = kind.Prepare(settings, call.OpenAndTell(settings, record.Data, SchemaOf(kind, record)), call.Device());
        return new TrainingSession(call, folder, training, figures: !call.Parsed.GetValue(_noFigures)).Run();
    }

    /// <summary>The schema is that of the record: the file it came from may be gone, or changed.</summary>
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
                $"The record of the run does not say what the columns of {record.Data} are: {exception.Message} Start a new run.", exception);
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
                throw new UsageException($"--epochs is {wanted}; the run was to make {before}, and the number may only grow.", $"See: {call.Path} --help");
            words.Add(KeyValuePair.Create(setting.Name, epochs));
        }

        if (call.Text(_learningRate) is { } rate)
            words.Add(KeyValuePair.Create((LearningRateAt(kind, at, stage) ?? throw NoSuch(call, kind, _learningRate)).Name, rate));
        return (KindSettings)kind.Settings.With(settings, words);
    }

    /// <summary>The learning rate of the stage in which a run stands: the one that diverged, where one did.</summary>
    private static Setting? LearningRateAt(ModelKind kind, string? at, string resumedStage) =>
        kind.Settings.All.Where(setting => setting.Stage.Length > 0 && setting.Name == $"{setting.Stage}learningRate").FirstOrDefault(setting =>
            at is null || at.StartsWith(JsonNamingPolicy.KebabCaseLower.ConvertName(setting.Stage[..^1]), StringComparison.Ordinal))
        ?? kind.Settings.Find($"{resumedStage}learningRate");

    private static UsageException NoSuch(Call call, ModelKind kind, Option option) =>
        new($"{option.Name} has no meaning for a run of {kind.Name}.", $"See: {call.Path} --help");
}
