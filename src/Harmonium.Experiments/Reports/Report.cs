using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports;

/// <summary>What an experiment found: prose, figures and tables, to be read on a page, in a terminal or in the studio.</summary>
public sealed record Report
{
    /// <summary>A report.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="sections">Its sections in order.</param>
    public Report(string title, IReadOnlyList<ReportSection> sections)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentNullException.ThrowIfNull(sections);
        (Title, Sections) = (title, sections);
    }

    /// <summary>Its title.</summary>
    public string Title { get; }

    /// <summary>Its sections in order.</summary>
    public IReadOnlyList<ReportSection> Sections { get; }

    /// <summary>A paragraph or more before the first section, in the markup of <see cref="InlineText"/>; none by default.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>How it came about: version, command, seed, machine, data; named facts at the end of the report, none by default.</summary>
    public IReadOnlyList<(string Name, string Value)> Provenance { get; init; } = [];

    /// <summary>All its tables in order, those of measurements among them.</summary>
    public IEnumerable<ReportTable> Tables => Sections.SelectMany(s => s.Blocks).SelectMany(b => b.Tables);
}
