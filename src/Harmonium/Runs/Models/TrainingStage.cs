using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Models;

/// <summary>One stage of a training; a later one starts from what the earlier ones made.</summary>
/// <param name="Name">The name in metrics and checkpoints, kebab case, such as <c>pretraining-1</c>.</param>
/// <param name="Schedule">How long it takes, and when it is saved.</param>
/// <param name="Begin">Makes the learner, with its first parameters, once all earlier stages have ended. The same parameters and data give the same
/// learner.</param>
public sealed record TrainingStage(string Name, ScheduleSettings Schedule, Func<StageWork> Begin)
{
    /// <summary>
    /// What stands before the names of the learner's tensors in the model's parameters and in checkpoints, such as <c>layer1.</c>: the part of
    /// the model that the stage learns. Empty where it learns the whole model.
    /// </summary>
    public string Part { get; init; } = "";

    /// <summary>How many examples, or characters, an epoch visits.</summary>
    public required int ExamplesPerEpoch { get; init; }
}
