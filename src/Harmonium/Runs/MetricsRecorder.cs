using Harmonium.Learning;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;

namespace Harmonium.Runs;

/// <summary>Writes a row of <c>metrics.csv</c> after each epoch.</summary>
internal sealed class MetricsRecorder(RunFolder folder, Func<TimeSpan> elapsed) : TrainingObserver
{
    private StageStart? _stage;

    /// <inheritdoc/>
    public override void StageBegins(StageStart stage) => _stage = stage;

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch)
    {
        Dictionary<string, double> values = new(StringComparer.Ordinal) { ["learningRate"] = epoch.Report.LearningRate };
        foreach ((string name, double value) in epoch.Metrics)
        {
            if (double.IsFinite(value))
                values[name] = value;
        }

        folder.AppendMetrics(new MetricsRow(_stage!.FirstStep + epoch.Time.Step, epoch.Number, elapsed().TotalSeconds, values)
        {
            Stage = _stage.Count > 1
            ? _stage.Name : null
        });
    }
}
