using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Runs.Inputs;
using Harmonium.Storage;
using Harmonium.Storage.Files;

namespace Harmonium.Runs.Models;

/// <summary>A training that is ready to run: a model at its start, and the stages that train it.</summary>
/// <param name="kind">The kind.</param>
/// <param name="model">The model, changed in place by the stages.</param>
/// <param name="settings">The effective settings.</param>
/// <param name="data">What it learns from.</param>
/// <param name="stages">The stages, in order, at least one.</param>
public sealed class Training(ModelKind kind, TrainedModel model, KindSettings settings, TrainingData data, IReadOnlyList<TrainingStage> stages)
{
    /// <summary>The kind.</summary>
    public ModelKind Kind { get; } = kind;

    /// <summary>The model.</summary>
    public TrainedModel Model { get; } = model;

    /// <summary>The effective settings.</summary>
    public KindSettings Settings { get; } = settings;

    /// <summary>What it learns from.</summary>
    public TrainingData Data { get; } = data;

    /// <summary>The stages, in order.</summary>
    public IReadOnlyList<TrainingStage> Stages { get; } = stages;

    /// <summary>What is trained on what, in a line.</summary>
    public required string Summary { get; init; }

    /// <summary>Runs all stages, or those that are left, until the end or until someone wants to stop. The model then holds the result.</summary>
    /// <param name="observers">Who watches; they see every stage begin, and never change what is learned.</param>
    /// <param name="from">Where to go on; the beginning when null.</param>
    /// <param name="cancel">Asks to stop after the step at hand.</param>
    /// <returns>Where it ended, and why.</returns>
    /// <exception cref="DivergedException">A guard found parameters that are no longer finite, or too large.</exception>
    public TrainingEnd Run(IReadOnlyList<TrainingObserver> observers, TrainingPosition? from = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(observers);
        from?.Restore(this);
        int number = from?.Stage ?? 0, epochs = 0;
        long first = from?.FirstStep ?? 0, step = from is null ? 0 : from.Step - from.FirstStep;
        StopReason reason = StopReason.Completed;
        for (; number < Stages.Count && reason != StopReason.Canceled; number++)
        {
            TrainingStage stage = Stages[number];
            StageWork work = stage.Begin();
            TrainingObserver[] all = work.Stopping is { } stopping ? [stopping, .. observers] : [.. observers];
            StageStart start = new(stage.Name, number, Stages.Count, first, stage.Schedule.Epochs, stage.ExamplesPerEpoch, work.Learner, work.Stopping);
            foreach (TrainingObserver observer in all)
                observer.StageBegins(start);
            if (step > 0)
                from!.Restore(work, stage.Part);
            LastStep last = new(step);
            reason = new Trainer(work.Learner, stage.Schedule.Epochs, work.Metrics, [last, .. all]).Run(step, cancel);
            if (reason == StopReason.Canceled)
                return new TrainingEnd(reason, number, (int)(last.Step / work.Learner.StepsPerEpoch), first + last.Step);
            Model.ParametersChanged();
            (epochs, first, step) = ((int)(last.Step / work.Learner.StepsPerEpoch), first + last.Step, 0);
            foreach (TrainingObserver observer in all)
                observer.StageEnds(start with { FirstStep = first });
        }

        return new TrainingEnd(reason, Stages.Count - 1, epochs, first);
    }

    /// <summary>What a model file says of its training: nothing that differs between two runs of the same settings on the same data.</summary>
    public JsonElement Describe(TrainingEnd end) => JsonObjects.Of(json =>
    {
        ArgumentNullException.ThrowIfNull(end);
        json.WriteString("program", ProgramVersion.Text);
        json.WriteStartObject("data");
        json.WriteString("name", Data.Name);
        json.WriteString("fingerprint", Data.Fingerprint);
        json.WriteNumber(Data.Text is null ? "examples" : "characters", Data.Count);
        json.WriteEndObject();
        json.WritePropertyName("settings");
        Kind.Settings.Write(Settings).WriteTo(json);
        json.WriteNumber("epochs", end.Epochs);
        json.WriteNumber("steps", end.Steps);
    });

    private sealed class LastStep(long first) : TrainingObserver
    {
        internal long Step { get; private set; } = first;

        public override void AtEnd(TrainingTime time, Learner learner, StopReason reason) => Step = time.Step;
    }
}
