using Harmonium.Learning;

namespace Harmonium.Runs.Models;

/// <summary>The position at which training ended, and the reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Stage">The index of the stage, from 0.</param>
/// <param name="Epochs">The number of completed epochs of that stage.</param>
/// <param name="Steps">The number of steps of all stages together.</param>
internal sealed record TrainingEnd(StopReason Reason, int Stage, int Epochs, long Steps);
