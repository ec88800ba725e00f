using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Text;

/// <summary>Writes reports as plain text, for terminals and logs.</summary>
internal static class TextReport
{
    /// <summary>Writes a report. Of figures, only the captions are written.</summary>
    /// <param name="report">The report.</param>
    /// <param name="to">The writer. Minus signs are written as hyphens.</param>
    /// <param name="width">The line width of prose in characters, 40 or more; 80 by default. Tables are not wrapped.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="width"/> is less than 40.</exception>
    public static void Write(Report report, TextWriter to, int width = 80)
    {
        ArgumentNullException.ThrowIfNull(report);
        TextPage page = new(to, width, report.Language);
        page.Heading(report.Title, '=');
        foreach (string paragraph in report.Summary)
            page.Paragraph(InlineText.Plain(paragraph));
        foreach (ReportSection section in report.Sections)
            Write(section, page);
        foreach (ReportFact fact in report.Provenance)
            page.Line($"{fact.Name}: {fact.Value}");
    }

    /// <summary>Writes one table in aligned columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="to">The writer. Minus signs are written as hyphens.</param>
    public static void Write(ReportTable table, TextWriter to)
    {
        ArgumentNullException.ThrowIfNull(table);
        new TextPage(to, 80, Language.English).Table(table);
    }

    private static void Write(ReportSection section, TextPage page)
    {
        page.Heading(section.Heading, '-');
        foreach (ReportBlock block in section.Blocks)
            block.WriteTo(page);
        foreach (ReportSection inner in section.Sections)
            Write(inner, page);
    }
}
