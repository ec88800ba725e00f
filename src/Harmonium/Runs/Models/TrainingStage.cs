using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Models;

/// <summary>One stage of training. A stage starts from the parameters that the earlier stages trained.</summary>
/// <param name="Name">The name in metrics and checkpoints, in kebab case, such as <c>pretraining-1</c>.</param>
/// <param name="Schedule">The number of epochs, early stopping and checkpoints.</param>
/// <param name="Begin">Creates the learner, with initialized parameters, after all earlier stages have ended. The same parameters and data give
/// the same learner.</param>
internal sealed record TrainingStage(string Name, ScheduleSettings Schedule, Func<StageWork> Begin)
{
    /// <summary>
    /// The part of the model that the stage trains: the prefix, such as <c>layer1.</c>, of its tensors in the model's parameters and in checkpoints.
    /// Empty if the stage trains the whole model.
    /// </summary>
    public string Part { get; init; } = "";

    /// <summary>The number of examples or characters per epoch.</summary>
    public required int ExamplesPerEpoch { get; init; }
}
