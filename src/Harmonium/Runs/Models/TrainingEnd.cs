using Harmonium.Learning;

namespace Harmonium.Runs.Models;

/// <summary>Where a training ended, and why.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Stage">The stage, counted from 0.</param>
/// <param name="Epochs">The whole epochs of that stage.</param>
/// <param name="Steps">The steps of all stages together.</param>
public sealed record TrainingEnd(StopReason Reason, int Stage, int Epochs, long Steps);
