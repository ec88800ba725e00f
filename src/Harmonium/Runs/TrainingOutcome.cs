using Harmonium.Runs.Models;

namespace Harmonium.Runs;

/// <summary>How a training run came to its end.</summary>
/// <param name="End">Where it ended, and why.</param>
/// <param name="Elapsed">The time spent training, over all sittings.</param>
/// <param name="ModelSha256">The SHA-256 of the model file, in lower-case hexadecimal digits; null for a run that was canceled.</param>
public sealed record TrainingOutcome(TrainingEnd End, TimeSpan Elapsed, string? ModelSha256);
