namespace Harmonium.Experiments.Definitions;

/// <summary>The progress of an experiment.</summary>
/// <param name="Stage">The name of the current stage.</param>
/// <param name="Share">The completed fraction of this stage, 0 to 1.</param>
/// <param name="Detail">A detail to display, or an empty string.</param>
internal readonly record struct ExperimentProgress(string Stage, double Share, string Detail);
