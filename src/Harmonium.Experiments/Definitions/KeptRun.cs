using Harmonium.Learning;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;

namespace Harmonium.Experiments.Definitions;

/// <summary>A training in a run folder. It is started if there is no run, resumed if the run is unfinished, and reused if the run is finished.</summary>
/// <param name="path">The run folder.</param>
/// <param name="settings">The effective settings.</param>
/// <param name="data">The training data.</param>
/// <param name="context">The device and progress of the experiment.</param>
internal sealed class KeptRun(string path, KindSettings settings, TrainingData data, ExperimentContext context)
{
    private const int DifferencesNamed = 3;

    /// <summary>Starts or resumes the training, or loads the finished model.</summary>
    /// <param name="name">The name of the run.</param>
    /// <param name="prepare">Creates the training with initial parameters.</param>
    /// <param name="watchers">Creates the observers of the training.</param>
    /// <exception cref="StorageException">Thrown when the folder has a run with different settings or data, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Thrown when the experiment is canceled. The state of the run is saved.</exception>
    internal Trained<TrainedModel> Train(string name, Func<Training> prepare, Func<TrainedModel, IEnumerable<TrainingObserver>> watchers)
    {
        Training? training = RunView.Exists(path) ? null : prepare();
        using RunFolder folder = training is null
            ? RunFolder.Open(path, context.Clock)
            : RunFolder.Create(path, TrainingRun.RecordOf(training, data.Name, context.Computer), context.Clock);
        RequireSame(folder.Record);
        if (folder.Record.State == RunState.Done)
        {
            context.Report($"{name}, already trained", 1);
            MetricsTable metrics = folder.View.ReadMetrics();
            TrainedModel model = ModelKinds.BuiltIn.Open(folder.View.RequireModel(), context.Device).Model;
            return new Trained<TrainedModel>(model, TimeSpan.FromSeconds(metrics.Last?.Seconds ?? 0), metrics.Rows, path);
        }

        training ??= prepare();
        TrainingRun run = new(folder, training, context.Clock);
        StageProgress progress = new(context, run.FirstStep > 0 ? $"{name}, from step {run.FirstStep}" : name);
        TrainingOutcome outcome = run.Run([progress, .. watchers(training.Model)], cancel: context.Cancel);
        if (outcome.End.Reason == StopReason.Canceled)
            throw new OperationCanceledException(context.Cancel);
        return new Trained<TrainedModel>(training.Model, outcome.Elapsed, folder.View.ReadMetrics().Rows, path);
    }

    private void RequireSame(RunRecord record)
    {
        ModelKind asked = ModelKinds.BuiltIn.KindOf(settings), found = ModelKinds.BuiltIn.Of(record);
        if (asked != found)
            throw Other($"trains a model of kind {found.Name}, but kind {asked.Name} is needed");
        KindSettings made = ModelKinds.BuiltIn.ReadSettings(record);
        string[] different =
        [
            .. from setting in asked.Settings.All
               let before = setting.Text(made)
               let now = setting.Text(settings)
               where before != now
               select $"{setting.Name} {before ?? "none"} instead of {now ?? "none"}",
        ];
        if (different.Length > 0)
        {
            string more = different.Length > DifferencesNamed ? $" and {different.Length - DifferencesNamed} more" : "";
            throw Other($"was made with different settings: {string.Join(", ", different.Take(DifferencesNamed))}{more}");
        }

        if (record.DataFingerprint != data.Fingerprint)
            throw Other($"was trained on other data than the current {data.Name}");
    }

    private StorageException Other(string what) => new(path, $"The run in '{path}' {what}. Remove the folder, or choose another one.");
}
