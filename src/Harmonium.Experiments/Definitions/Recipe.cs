namespace Harmonium.Experiments.Definitions;

/// <summary>A paper's experiment at its full budget, with the published number beside the measured one.</summary>
public abstract class Recipe : Experiment;
