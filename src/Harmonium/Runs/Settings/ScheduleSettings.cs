namespace Harmonium.Runs.Settings;

/// <summary>The number of epochs, batch size, early stopping and checkpoints of a training run or stage.</summary>
public sealed record ScheduleSettings
{
    /// <summary>The number of passes over the training examples, at least 0.</summary>
    [Setting("the number of passes over the training examples", AtLeast = 0)]
    public int Epochs { get; init; } = 20;

    /// <summary>
    /// The batch size: examples, or text sequences, per step, at least 1; null for a hundredth of the training examples, but 10 to 100 (Hinton 2010,
    /// section 4).
    /// </summary>
    [Setting("the batch size: the number of examples per step", AtLeast = 1, Default = "a hundredth of the training examples, from 10 to 100")]
    public int? Batch { get; init; }

    /// <summary>
    /// The number of epochs without improvement on the validation split after which training stops and the best parameters are kept; null to run all
    /// epochs.
    /// </summary>
    [Setting("stop after n epochs without improvement on the validation split and keep the best epoch", AtLeast = 1, Default = "run all epochs")]
    public int? Patience { get; init; }

    /// <summary>The number of epochs between checkpoints, at least 1.</summary>
    [Setting("save a checkpoint every n epochs", AtLeast = 1, OnlyOfRun = true)]
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>The number of steps between additional checkpoints, at least 1; null for checkpoints after epochs only.</summary>
    [Setting("also save a checkpoint every n steps", AtLeast = 1, Default = "only after epochs", OnlyOfRun = true)]
    public int? CheckpointSteps { get; init; }

    /// <summary>
    /// The batch size for a number of training examples. A small data set needs small batches: with 300 examples, 20 epochs of batches of 100 are 60 steps.
    /// </summary>
    internal int BatchFor(int examples) => Batch ?? Math.Clamp(examples / 100, 10, 100);
}
