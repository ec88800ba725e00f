namespace Harmonium.Experiments.Definitions;

/// <summary>A chapter of the lecture (P. Nesterov 2015), demonstrated on real data with figures and measurements.</summary>
internal abstract class Chapter : Experiment;
