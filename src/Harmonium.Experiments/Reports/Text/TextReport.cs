using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Text;

/// <summary>Reports as plain text, for terminals and logs.</summary>
public static class TextReport
{
    /// <summary>Writes everything but the pictures, of which it names the captions.</summary>
    /// <param name="report">The report.</param>
    /// <param name="to">Where to; hyphens stand for minus signs.</param>
    /// <param name="width">Characters in a line of prose, 40 or more; 80 by default. Tables are as wide as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">Lines shorter than 40 characters.</exception>
    public static void Write(Report report, TextWriter to, int width = 80)
    {
        ArgumentNullException.ThrowIfNull(report);
        TextPage page = new(to, width);
        page.Heading(report.Title, '=');
        foreach (string paragraph in report.Summary)
            page.Paragraph(InlineText.Plain(paragraph));
        foreach (ReportSection section in report.Sections)
        {
            page.Heading(section.Heading, '-');
            foreach (ReportBlock block in section.Blocks)
                block.WriteTo(page);
        }

        foreach ((string name, string value) in report.Provenance)
            page.Line($"{name}: {value}");
    }

    /// <summary>Writes one table in columns of fixed width.</summary>
    /// <param name="table">The table.</param>
    /// <param name="to">Where to; hyphens stand for minus signs.</param>
    public static void Write(ReportTable table, TextWriter to)
    {
        ArgumentNullException.ThrowIfNull(table);
        new TextPage(to, 80).Table(table);
    }
}
