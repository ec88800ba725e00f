namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A column of a table.</summary>
/// <param name="Heading">What its cells are, with the unit if it is the same for all.</param>
/// <param name="Alignment">On which side they stand.</param>
public sealed record TableColumn(string Heading, Alignment Alignment = Alignment.Left);
