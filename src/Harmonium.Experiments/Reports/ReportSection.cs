using Harmonium.Experiments.Reports.Blocks;

namespace Harmonium.Experiments.Reports;

/// <summary>A section of a report.</summary>
/// <param name="Heading">The heading, as plain text.</param>
/// <param name="Blocks">The paragraphs, formulas, figures and tables in order.</param>
internal sealed record ReportSection(string Heading, IReadOnlyList<ReportBlock> Blocks)
{
    /// <summary>The sections inside this one, after its blocks; none by default.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    /// <summary>The name of the section in links, as in "rbm"; by default it follows from the heading.</summary>
    public string? Anchor { get; init; }
}
