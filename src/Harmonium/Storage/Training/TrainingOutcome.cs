using Harmonium.Learning;

namespace Harmonium.Storage.Training;

/// <summary>How a training run came to its end.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="Epochs">The whole epochs made, counted from the start of the run.</param>
/// <param name="Steps">The steps made, counted from the start of the run.</param>
/// <param name="Elapsed">The time spent training, over all sittings.</param>
/// <param name="ModelSha256">The SHA-256 of the model file, in lower-case hexadecimal digits; null for a run that was cancelled.</param>
public sealed record TrainingOutcome(StopReason Reason, int Epochs, long Steps, TimeSpan Elapsed, string? ModelSha256);
