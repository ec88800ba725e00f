namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A column of a table.</summary>
/// <param name="Heading">The heading, with the unit if all cells have the same unit.</param>
/// <param name="Alignment">The alignment of the cells.</param>
internal sealed record TableColumn(string Heading, Alignment Alignment = Alignment.Left);
