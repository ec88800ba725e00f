using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;

namespace Harmonium.Experiments.Definitions;

/// <summary>What an experiment is given.</summary>
public sealed record ExperimentContext
{
    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where it computes.</summary>
    public Device Device { get; init; } = Device.Default;

    /// <summary>Where named data sets are looked for.</summary>
    public required DataLocations Data { get; init; }

    /// <summary>Whether the papers' budgets are taken, rather than a budget of seconds.</summary>
    public bool Full { get; init; }

    /// <summary>Is told how far the experiment is.</summary>
    public IProgress<ExperimentProgress>? Progress { get; init; }

    /// <summary>The clock that durations are taken from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Asks the experiment to stop.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>The folder in which a recipe keeps its runs, so that it can be interrupted; null to train in memory.</summary>
    public string? Runs { get; init; }

    /// <summary>What the speed and the last bits of the results depend on, for the records of runs.</summary>
    public IReadOnlyDictionary<string, string> Computer { get; init; } = new Dictionary<string, string>();

    /// <summary>Trains a model as <c>harmonium train</c> does: in memory, or in a run folder of <see cref="Runs"/>.</summary>
    /// <param name="name">What progress calls the training, and the name of its folder.</param>
    /// <param name="settings">The settings of a kind.</param>
    /// <param name="data">What it learns from.</param>
    /// <param name="watch">Makes, given the model at its start, those who watch; they see what is trained now, of a finished run nothing.</param>
    /// <param name="measure">
    /// Makes what is measured after every epoch of the last stage: in a run next to what the kind measures, and kept with it; in memory alone,
    /// unless early stopping watches what the kind measures.
    /// </param>
    /// <exception cref="ConfigurationException">The settings make no sense, alone or with these data.</exception>
    /// <exception cref="DataFileException">The data do not fit the kind.</exception>
    /// <exception cref="StorageException">The folder holds a run of other settings or data, or it cannot be written.</exception>
    /// <exception cref="DivergedException">The training diverged.</exception>
    /// <exception cref="OperationCanceledException">The experiment is to stop; what a run has trained is saved.</exception>
    internal Trained<T> Train<T>(
        string name, KindSettings settings, TrainingData data,
        Func<T, IEnumerable<TrainingObserver>>? watch = null, Func<T, IEnumerable<Metric>>? measure = null)
        where T : TrainedModel
    {
        KindSettings effective = ModelKinds.BuiltIn.KindOf(settings).Effective(settings);
        Trained<TrainedModel> trained = Runs is { } runs
            ? new KeptRun(Path.Combine(runs, name), effective, data, this).Train(name, Start, Watchers)
            : InMemory(name, Start(), Watchers);
        return new Trained<T>((T)trained.Model, trained.Elapsed, trained.Epochs, trained.Folder);

        IEnumerable<TrainingObserver> Watchers(TrainedModel model) => watch?.Invoke((T)model) ?? [];

        Training Start()
        {
            Training training = Prepare(effective, data);
            return Measured(training, [.. measure?.Invoke((T)training.Model) ?? []]);
        }
    }

    /// <summary>A training at its start, whose model has its first parameters; of a kind with stages, those of the first.</summary>
    internal Training Prepare(KindSettings settings, TrainingData data)
    {
        ModelKind kind = ModelKinds.BuiltIn.KindOf(settings);
        return kind.Prepare(kind.Effective(settings), data, Device);
    }

    /// <summary>Opens data as <c>harmonium train</c> does with these settings.</summary>
    internal TrainingData Open(string name, KindSettings settings) => settings.Input.Open(new DataRequest(name, Data, settings.Seed));

    private Trained<TrainedModel> InMemory(string name, Training training, Func<TrainedModel, IEnumerable<TrainingObserver>> watchers)
    {
        EpochRecorder recorder = new(Clock);
        training.Run([new DivergenceGuard(), new StageProgress(this, name), recorder, .. watchers(training.Model)], cancel: Cancel);
        Cancel.ThrowIfCancellationRequested();
        return new Trained<TrainedModel>(training.Model, recorder.Elapsed, recorder.Epochs, null);
    }

    /// <summary>The training with other metrics.</summary>
    private Training Measured(Training training, IReadOnlyList<Metric> metrics)
    {
        TrainingStage[] stages = [.. training.Stages.Select((stage, i) =>
            stage with { Begin = () => Begin(stage, i == training.Stages.Count - 1 ? metrics : []) })];
        return new Training(training.Kind, training.Model, training.Settings, training.Data, stages) { Summary = training.Summary };

        StageWork Begin(TrainingStage stage, IReadOnlyList<Metric> more)
        {
            StageWork work = stage.Begin();
            return work with { Metrics = [.. Runs is null && work.Stopping is null ? [] : work.Metrics, .. more] };
        }
    }

    internal DataSplits Open(string name) => DataSource.Open(name, Data, DataLimits.Default, new DataOptions());

    internal void Report(string stage, double share, string detail = "") => Progress?.Report(new ExperimentProgress(stage, share, detail));
}
