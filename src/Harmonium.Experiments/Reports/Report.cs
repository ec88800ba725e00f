using System.Text.Json.Serialization;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports;

/// <summary>The report of an experiment: prose, figures and tables for a page, a terminal or the studio.</summary>
internal sealed record Report
{
    /// <summary>Creates a report.</summary>
    /// <param name="title">The title.</param>
    /// <param name="sections">The sections in order.</param>
    public Report(string title, IReadOnlyList<ReportSection> sections)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentNullException.ThrowIfNull(sections);
        (Title, Sections) = (title, sections);
    }

    /// <summary>Gets the title.</summary>
    public string Title { get; }

    /// <summary>Gets the sections in order.</summary>
    public IReadOnlyList<ReportSection> Sections { get; }

    /// <summary>The paragraphs before the first section, in the markup of <see cref="InlineText"/>; none by default.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>The provenance at the end of the report: version, command, seed, computer, data. None by default.</summary>
    public IReadOnlyList<ReportFact> Provenance { get; init; } = [];

    /// <summary>The names of the chapters in the report of a lecture, which the file records; none by default.</summary>
    public IReadOnlyList<string> Chapters { get; init; } = [];

    /// <summary>The language of headings, tables and numbers; English by default.</summary>
    public Language Language { get; init; }

    /// <summary>Gets all tables in order, including tables of measurements.</summary>
    [JsonIgnore]
    public IEnumerable<ReportTable> Tables => Sections.SelectMany(TablesOf);

    private IEnumerable<ReportTable> TablesOf(ReportSection section) =>
        [.. section.Blocks.SelectMany(block => block.TablesIn(Language)), .. section.Sections.SelectMany(TablesOf)];
}
