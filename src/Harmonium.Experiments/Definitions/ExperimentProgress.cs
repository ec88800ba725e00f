namespace Harmonium.Experiments.Definitions;

/// <summary>How far an experiment is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Share">The share of this stage that is done, 0 to 1.</param>
/// <param name="Detail">A figure worth showing, or nothing.</param>
public readonly record struct ExperimentProgress(string Stage, double Share, string Detail);
