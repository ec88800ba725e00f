namespace Harmonium.Storage.Training;

/// <summary>How long a training is, and when it keeps itself.</summary>
/// <param name="Epochs">How many times every example is visited.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="CheckpointEvery">Every how many epochs a checkpoint is saved.</param>
/// <param name="CheckpointSteps">Every how many steps one is saved besides; null for only after epochs.</param>
public sealed record TrainingSchedule(int Epochs, ulong Seed, int CheckpointEvery, int? CheckpointSteps);
