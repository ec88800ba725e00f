namespace Harmonium.Experiments.Definitions;

/// <summary>A chapter of the lecture (P. Nesterov 2015): what it shows, on real data, with a figure and a number.</summary>
public abstract class Chapter : Experiment;
