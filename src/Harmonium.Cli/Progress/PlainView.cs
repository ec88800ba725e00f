using Harmonium.Learning;

namespace Harmonium.Cli.Progress;

/// <summary>Writes a line after each epoch, for files, pipes and terminals that cannot be redrawn.</summary>
internal sealed class PlainView(TextWriter writer, Pace pace) : TrainingView
{
    /// <inheritdoc/>
    public override void StageBegins(StageStart stage)
    {
        pace.Begin(stage);
        if (pace.StageWords is { Length: > 0 } words)
            writer.WriteLine($"stage {words}, {stage.Epochs} {(stage.Epochs == 1 ? "epoch" : "epochs")}");
    }

    /// <inheritdoc/>
    public override void AfterStep(TrainingStep step) => pace.At(step.Time, step.Learner.StepsPerEpoch);

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch)
    {
        string metrics = string.Join(", ", epoch.Metrics.Select(metric => $"{MetricWords.NameOf(metric.Key)} {MetricWords.ValueOf(metric.Value)}"));
        string left = pace.Left is { } time && epoch.Number < epoch.Time.Epochs ? $", {Pace.Words(time)} left" : "";
        writer.WriteLine($"epoch {epoch.Number}/{epoch.Time.Epochs}: {metrics}; {pace.ExamplesPerSecond:F0} examples/s{left}");
    }
}
