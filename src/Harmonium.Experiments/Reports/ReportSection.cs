using Harmonium.Experiments.Reports.Blocks;

namespace Harmonium.Experiments.Reports;

/// <summary>A section of a report.</summary>
/// <param name="Heading">The heading, as plain text.</param>
/// <param name="Blocks">The paragraphs, formulas, figures and tables in order.</param>
internal sealed record ReportSection(string Heading, IReadOnlyList<ReportBlock> Blocks);
