using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Errors;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;

namespace Harmonium.Experiments.Definitions;

/// <summary>The inputs of an experiment: seed, device, data and progress.</summary>
internal sealed record ExperimentContext
{
    /// <summary>The seed of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The device of all computations.</summary>
    public Device Device { get; init; } = Device.Default;

    /// <summary>The folders that are searched for named data sets.</summary>
    public required DataLocations Data { get; init; }

    /// <summary>True for the budgets of the papers, false for a budget of seconds.</summary>
    public bool Full { get; init; }

    /// <summary>The language of the report; English by default. Chapters without texts in that language are reported in English.</summary>
    public Language Language { get; init; }

    /// <summary>Receives the progress of the experiment.</summary>
    public IProgress<ExperimentProgress>? Progress { get; init; }

    /// <summary>The clock for durations.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The token that stops the experiment.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>The folder of the runs of a recipe, which can then be resumed; null to train in memory.</summary>
    public string? Runs { get; init; }

    /// <summary>Facts about the computer that affect speed and the last bits of results. They are recorded in runs.</summary>
    public IReadOnlyDictionary<string, string> Computer { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns the texts of a chapter in the language of the report.</summary>
    internal PageText Text(Chapter chapter) => PageText.Of(chapter.Id, Language);

    /// <summary>Trains a model as <c>harmonium train</c> does: in memory, or in a run folder of <see cref="Runs"/>.</summary>
    /// <param name="name">The name of the training in progress reports, and of its folder.</param>
    /// <param name="settings">The settings of a model kind.</param>
    /// <param name="data">The training data.</param>
    /// <param name="watch">Creates observers for the initial model. They see only the epochs that are trained now; they see nothing of a finished run.</param>
    /// <param name="measure">
    /// Creates metrics that are computed after every epoch of the last stage. In a run they are saved with the metrics of the model kind. In memory they
    /// replace those metrics, unless early stopping needs them.
    /// </param>
    /// <exception cref="ConfigurationException">Thrown when the settings are invalid, alone or with these data.</exception>
    /// <exception cref="DataFileException">Thrown when the data do not fit the model kind.</exception>
    /// <exception cref="StorageException">Thrown when the folder has a run with different settings or data, or cannot be written.</exception>
    /// <exception cref="DivergedException">Thrown when training diverges.</exception>
    /// <exception cref="OperationCanceledException">Thrown when the experiment is canceled. The state of a run is saved.</exception>
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

    /// <summary>Prepares a training whose model has its initial parameters; for a kind with stages, those of the first stage.</summary>
    internal Training Prepare(KindSettings settings, TrainingData data)
    {
        ModelKind kind = ModelKinds.BuiltIn.KindOf(settings);
        return kind.Prepare(kind.Effective(settings), data, Device);
    }

    /// <summary>Opens a data set as <c>harmonium train</c> does with these settings.</summary>
    internal TrainingData Open(string name, KindSettings settings) => settings.Input.Open(new DataRequest(name, Data, settings.Seed));

    private Trained<TrainedModel> InMemory(string name, Training training, Func<TrainedModel, IEnumerable<TrainingObserver>> watchers)
    {
        EpochRecorder recorder = new(Clock);
        training.Run([new DivergenceGuard(), new StageProgress(this, name), recorder, .. watchers(training.Model)], cancel: Cancel);
        Cancel.ThrowIfCancellationRequested();
        return new Trained<TrainedModel>(training.Model, recorder.Elapsed, recorder.Epochs, null);
    }

    /// <summary>Returns the training with other metrics.</summary>
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
