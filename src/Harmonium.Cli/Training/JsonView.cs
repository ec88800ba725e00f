using Harmonium.Cli.Output;
using Harmonium.Learning;

namespace Harmonium.Cli.Training;

/// <summary>An object after each epoch, for programs.</summary>
internal sealed class JsonView(JsonOutput output, Pace pace) : TrainingView
{
    /// <inheritdoc/>
    public override void AfterStep(TrainingStep step) => pace.At(step.Time, step.Learner.StepsPerEpoch);

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch) => output.Write(json =>
    {
        json.WriteString("event", "epoch");
        json.WriteNumber("epoch", epoch.Number);
        json.WriteNumber("step", epoch.Time.Step);
        json.WriteFinite("examplesPerSecond", pace.ExamplesPerSecond);
        json.WriteFinite("secondsLeft", pace.Left?.TotalSeconds);
        json.WriteStartObject("metrics");
        foreach ((string name, double value) in epoch.Metrics)
            json.WriteFinite(name, value);
        json.WriteEndObject();
    });
}
