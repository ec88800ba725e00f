namespace Harmonium.Runs.Settings;

/// <summary>How long a training, or a stage of one, takes, and when it saves its state.</summary>
public sealed record ScheduleSettings
{
    /// <summary>How many times every example is visited, at least 0.</summary>
    [Setting("passes over the examples", AtLeast = 0)]
    public int Epochs { get; init; } = 20;

    /// <summary>How many examples, or pieces of text, a step sees, at least 1; 10 to 100 for energy models (Hinton 2010, section 4).</summary>
    [Setting("examples per step", AtLeast = 1)]
    public int Batch { get; init; } = 100;

    /// <summary>
    /// The number of epochs without improvement on held-out data after which training stops and the best parameters are kept; null to run all epochs.
    /// </summary>
    [Setting("stop after so many epochs without improvement on held-out data, and keep the best", AtLeast = 1, Default = "run all epochs")]
    public int? Patience { get; init; }

    /// <summary>The number of epochs between checkpoints, at least 1.</summary>
    [Setting("save a checkpoint every so many epochs", AtLeast = 1)]
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>The number of steps between additional checkpoints, at least 1; null for checkpoints after epochs only.</summary>
    [Setting("also save a checkpoint every so many steps", AtLeast = 1, Default = "after epochs only")]
    public int? CheckpointSteps { get; init; }
}
