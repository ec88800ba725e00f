namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A fact with its name.</summary>
/// <param name="Name">The name, as in "seed".</param>
/// <param name="Value">The value.</param>
internal sealed record ReportFact(string Name, string Value);
