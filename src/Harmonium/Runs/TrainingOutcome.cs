using Harmonium.Runs.Models;

namespace Harmonium.Runs;

/// <summary>The result of a training run.</summary>
/// <param name="End">The position at which training ended, and the reason.</param>
/// <param name="Elapsed">The total training time, including the time before the run was resumed.</param>
/// <param name="ModelSha256">The SHA-256 of the model file, in lower-case hexadecimal digits; null if the run was canceled.</param>
internal sealed record TrainingOutcome(TrainingEnd End, TimeSpan Elapsed, string? ModelSha256);
