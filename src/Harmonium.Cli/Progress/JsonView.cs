using Harmonium.Cli.Output;
using Harmonium.Learning;

namespace Harmonium.Cli.Progress;

/// <summary>Writes a JSON object after each epoch.</summary>
internal sealed class JsonView(JsonOutput output, Pace pace) : TrainingView
{
    /// <inheritdoc/>
    public override void StageBegins(StageStart stage)
    {
        pace.Begin(stage);
        if (stage.Count == 1)
            return;
        output.Write(json =>
        {
            json.WriteString("event", "stage");
            json.WriteString("stage", stage.Name);
            json.WriteNumber("number", stage.Number + 1);
            json.WriteNumber("of", stage.Count);
            json.WriteNumber("epochs", stage.Epochs);
            json.WriteNumber("stepsPerEpoch", stage.Learner.StepsPerEpoch);
        });
    }

    /// <inheritdoc/>
    public override void AfterStep(TrainingStep step) => pace.At(step.Time, step.Learner.StepsPerEpoch);

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch) => output.Write(json =>
    {
        json.WriteString("event", "epoch");
        if (pace.Stage is { Count: > 1 })
            json.WriteString("stage", pace.Stage.Name);
        json.WriteNumber("epoch", epoch.Number);
        json.WriteNumber("step", (pace.Stage?.FirstStep ?? 0) + epoch.Time.Step);
        json.WriteFinite("examplesPerSecond", pace.ExamplesPerSecond);
        json.WriteFinite("secondsLeft", pace.Left?.TotalSeconds);
        json.WriteStartObject("metrics");
        foreach ((string name, double value) in epoch.Metrics)
            json.WriteFinite(name, value);
        json.WriteEndObject();
    });
}
