namespace Harmonium.Learning;

/// <summary>A quantity that is computed after each epoch.</summary>
/// <param name="Name">The metric's name in files, in camel case.</param>
/// <param name="Measure">Computes the metric. The argument is the number of the epoch, counted from 1.</param>
public sealed record Metric(string Name, Func<int, double> Measure);
