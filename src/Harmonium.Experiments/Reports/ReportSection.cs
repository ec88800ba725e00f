using Harmonium.Experiments.Reports.Blocks;

namespace Harmonium.Experiments.Reports;

/// <summary>A part of a report under its own heading.</summary>
/// <param name="Heading">Its heading, plain text.</param>
/// <param name="Blocks">Its paragraphs, formulas, figures and tables in order.</param>
public sealed record ReportSection(string Heading, IReadOnlyList<ReportBlock> Blocks);
