namespace Harmonium.Learning;

/// <summary>A number that is measured after each epoch.</summary>
/// <param name="Name">Its name in files, camel case.</param>
/// <param name="Measure">Measures it; the argument is the number of the epoch, from 1.</param>
public sealed record Metric(string Name, Func<int, double> Measure);
