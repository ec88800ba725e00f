namespace Harmonium.Cli.Evaluations;

/// <summary>The difference of two results on the same examples.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="StandardError">The standard error of the paired differences over the examples.</param>
/// <param name="PValue">The p-value of McNemar's test; null for measures other than errors.</param>
internal sealed record ResultDifference(double Low, double High, double StandardError, double? PValue);
