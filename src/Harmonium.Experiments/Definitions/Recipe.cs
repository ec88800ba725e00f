namespace Harmonium.Experiments.Definitions;

/// <summary>An experiment of a paper at its full budget, with the published and the measured number.</summary>
internal abstract class Recipe : Experiment;
