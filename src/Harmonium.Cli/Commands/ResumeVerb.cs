using System.CommandLine;
using System.Text.Json;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Training;
using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Data.Text;
using Harmonium.Storage;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Commands;

/// <summary>Goes on with a run that was stopped, killed, or is to be trained longer.</summary>
internal sealed class ResumeVerb : Verb
{
    private readonly Argument<string> _run = new("run") { Description = "the folder of the run" };
    private readonly Option<string?> _epochs = CommonOptions.Text("--epochs", "n", "train to so many epochs in all, at least as many as before");
    private readonly Option<string?> _learningRate = CommonOptions.Text("--learning-rate", "x", "go on with another learning rate");
    private readonly Option<bool> _noFigures = new("--no-figures") { Description = "draw no figures while learning" };

    /// <inheritdoc/>
    internal override string Name => "resume";

    /// <inheritdoc/>
    internal override string Summary => "go on with a run exactly where its last checkpoint stands";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium resume runs/rbm-mnist-1", "after Ctrl-C, a crash or a power cut: the result is that of a run that nobody disturbed"),
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
        Harmonium.Storage.Training.Training training = KindOf(folder.Record) switch
        {
            NetworkFile.Kind => Network(call, folder.Record),
            TextNetworkFile.Kind => Text(call, folder.Record),
            ClassificationRbmFile.Kind => Classifier(call, folder.Record),
            TableRbmFile.Kind => Table(call, folder.Record),
            _ => Rbm(call, folder.Record),
        };
        return new TrainingSession(call, folder, training, figures: !call.Parsed.GetValue(_noFigures)).Run();
    }

    private static string KindOf(RunRecord record) =>
        record.Machine.TryGetProperty("kind", out JsonElement kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString()! : "";

    private RbmTraining Rbm(Call call, RunRecord record)
    {
        RbmTrainingSettings settings = RbmTrainingSettings.FromJson(record.Settings);
        settings = settings with { Epochs = Epochs(call, settings.Epochs), LearningRate = Rate(call, settings.LearningRate) };
        return new RbmTraining(settings, call.OpenAndTell(record.Data, settings.DataOptions), call.Device());
    }

    private ClassifierTraining Classifier(Call call, RunRecord record)
    {
        ClassifierTrainingSettings settings = ClassifierTrainingSettings.FromJson(record.Settings);
        settings = settings with { Epochs = Epochs(call, settings.Epochs), LearningRate = Rate(call, settings.LearningRate) };
        return new ClassifierTraining(settings, call.OpenAndTell(record.Data, settings.DataOptions), call.Device());
    }

    /// <summary>The schema is that of the record: the file it came from may be gone, or changed.</summary>
    private TableTraining Table(Call call, RunRecord record)
    {
        RbmTrainingSettings settings = RbmTrainingSettings.FromJson(record.Settings);
        settings = settings with { Epochs = Epochs(call, settings.Epochs), LearningRate = Rate(call, settings.LearningRate) };
        return new TableTraining(settings, TableFile.Read(record.Data, TableRbmFile.SchemaOf(record), DataLimits.Default), call.Device());
    }

    private NetworkTraining Network(Call call, RunRecord record)
    {
        NetworkTrainingSettings settings = NetworkTrainingSettings.FromJson(record.Settings);
        settings = settings with { Epochs = Epochs(call, settings.Epochs), LearningRate = Rate(call, settings.LearningRate) };
        return new NetworkTraining(settings, call.OpenAndTell(record.Data, settings.DataOptions), call.Device());
    }

    private TextTraining Text(Call call, RunRecord record)
    {
        TextTrainingSettings settings = TextTrainingSettings.FromJson(record.Settings);
        settings = settings with { Epochs = Epochs(call, settings.Epochs), LearningRate = Rate(call, settings.LearningRate) };
        return new TextTraining(settings, NamedText.Open(record.Data, call.Locations, settings.Validation), call.Device());
    }

    private int Epochs(Call call, int before)
    {
        int epochs = call.Whole(_epochs, before, 1);
        return epochs >= before ? epochs
            : throw new UsageException($"--epochs is {epochs}; the run was to make {before}, and the number may only grow.", $"See: {call.Path} --help");
    }

    private double Rate(Call call, double before) => call.Text(_learningRate) is { } rate ? Values.Number(_learningRate.Name, rate) : before;
}
