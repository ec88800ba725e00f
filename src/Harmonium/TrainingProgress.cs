namespace Harmonium;

/// <summary>The state of a training after an epoch.</summary>
/// <param name="Stage">The name of the stage; <c>training</c> for kinds with one stage.</param>
/// <param name="Epoch">The number of epochs completed in the stage.</param>
/// <param name="Epochs">The number of epochs of the stage.</param>
/// <param name="Step">The number of steps completed in all stages.</param>
/// <param name="Metrics">The metrics of the epoch by name, as in the <c>metrics.csv</c> of a run folder.</param>
public sealed record TrainingProgress(string Stage, int Epoch, int Epochs, long Step, IReadOnlyDictionary<string, double> Metrics);
