using Harmonium.Learning;
using Harmonium.Storage.Metrics;

namespace Harmonium.Experiments.Definitions;

/// <summary>Records the metrics after each epoch in memory, as <c>metrics.csv</c> does for a run.</summary>
internal sealed class EpochRecorder(TimeProvider clock) : TrainingObserver
{
    private readonly List<MetricsRow> _epochs = [];
    private readonly long _begun = clock.GetTimestamp();
    private StageStart? _stage;

    internal IReadOnlyList<MetricsRow> Epochs => _epochs;

    internal TimeSpan Elapsed => clock.GetElapsedTime(_begun);

    public override void StageBegins(StageStart stage) => _stage = stage;

    public override void AfterEpoch(TrainingEpoch epoch)
    {
        string? stage = _stage!.Count > 1 ? _stage.Name : null;
        _epochs.Add(new MetricsRow(_stage.FirstStep + epoch.Time.Step, epoch.Number, Elapsed.TotalSeconds, epoch.Metrics) { Stage = stage });
    }
}
