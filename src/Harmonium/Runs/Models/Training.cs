using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Settings;
using Harmonium.Storage;
using Harmonium.Storage.Files;

namespace Harmonium.Runs.Models;

/// <summary>An initialized model and the stages that train it.</summary>
/// <param name="kind">The kind.</param>
/// <param name="model">The model, changed in place by the stages.</param>
/// <param name="settings">The effective settings.</param>
/// <param name="data">The training data.</param>
/// <param name="stages">The stages, in order, at least one.</param>
internal sealed class Training(ModelKind kind, TrainedModel model, KindSettings settings, TrainingData data, IReadOnlyList<TrainingStage> stages)
{
    /// <summary>The kind.</summary>
    public ModelKind Kind { get; } = kind;

    /// <summary>The model.</summary>
    public TrainedModel Model { get; } = model;

    /// <summary>The effective settings.</summary>
    public KindSettings Settings { get; } = settings;

    /// <summary>The training data.</summary>
    public TrainingData Data { get; } = data;

    /// <summary>The stages, in order.</summary>
    public IReadOnlyList<TrainingStage> Stages { get; } = stages;

    /// <summary>One line that describes the model and the data.</summary>
    public required string Summary { get; init; }

    /// <summary>Runs all remaining stages, until the end or until an observer or the caller stops the training. Updates the model in place.</summary>
    /// <param name="observers">The observers. They do not influence the result.</param>
    /// <param name="from">The position to continue from; the beginning if null.</param>
    /// <param name="cancel">Stops the training after the current step.</param>
    /// <returns>The position at which training ended, and the reason.</returns>
    /// <exception cref="DivergedException">An observer found parameters that are not finite or too large.</exception>
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

    /// <summary>
    /// Returns the description of the training in a model file. It is the same for all runs with the same settings and data.
    /// </summary>
    public JsonElement Describe(TrainingEnd end) => JsonObjects.Of(json =>
    {
        ArgumentNullException.ThrowIfNull(end);
        json.WriteString("program", ProgramVersion.Text);
        json.WriteStartObject("data");
        json.WriteString("name", Data.Name);
        json.WriteString("fingerprint", Data.Fingerprint);
        json.WriteNumber(Data.Text is null ? "examples" : "characters", Data.Count);
        if (Data is { Schema: null, Examples.Train.ColumnNames: { } columns })
            ColumnList.Write(json, columns);
        if (Model.Classifier is { } classifier && Data.Examples?.Train is { Labels: not null } labeled)
            ClassCounts.Write(json, ClassWeights.Counts(labeled, classifier.Classes));
        json.WriteEndObject();
        json.WritePropertyName("settings");
        Kind.Settings.Write(Settings, ofModel: true).WriteTo(json);
        json.WriteNumber("epochs", end.Epochs);
        json.WriteNumber("steps", end.Steps);
    });

    private sealed class LastStep(long first) : TrainingObserver
    {
        internal long Step { get; private set; } = first;

        public override void AtEnd(TrainingTime time, Learner learner, StopReason reason) => Step = time.Step;
    }
}
