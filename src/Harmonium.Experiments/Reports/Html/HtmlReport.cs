using System.Reflection;
using System.Text;
using Harmonium.Experiments.Reports.Blocks;

namespace Harmonium.Experiments.Reports.Html;

/// <summary>Writes reports as self-contained HTML files, without scripts or external links.</summary>
internal static class HtmlReport
{
    private static readonly string Style = ReadStyle();

    /// <summary>Writes a report as an HTML page in UTF-8.</summary>
    /// <param name="report">The report.</param>
    /// <param name="to">The stream to write to. It is left open.</param>
    public static void Write(Report report, Stream to)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(to);
        using StreamWriter writer = new(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.Write("<!DOCTYPE html>\n");
        using HtmlPage page = new(writer);
        page.Within("html", () =>
        {
            WriteHead(page, report);
            page.Within("body", () => WriteBody(page, report));
        }, ("lang", "en"));
    }

    private static void WriteHead(HtmlPage page, Report report) => page.Within("head", () =>
    {
        page.Void("meta", ("charset", "utf-8"));
        page.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        page.Element("title", report.Title);
        page.Element("style", Style);
    });

    private static void WriteBody(HtmlPage page, Report report)
    {
        IReadOnlyList<string> anchors = SectionAnchors.For(report.Sections);
        page.Element("a", "Skip to the text", ("class", "skip"), ("href", "#text"));
        if (report.Sections.Count > 1)
            WriteContents(page, report, anchors);
        page.Within("main", () =>
        {
            page.Within("header", () =>
            {
                page.Element("h1", report.Title);
                foreach (string paragraph in report.Summary)
                    page.Paragraph(paragraph, ("class", "summary"));
            });
            for (int i = 0; i < report.Sections.Count; i++)
                WriteSection(page, report.Sections[i], anchors[i]);
            WriteProvenance(page, report);
        }, ("id", "text"));
    }

    private static void WriteContents(HtmlPage page, Report report, IReadOnlyList<string> anchors) => page.Within("nav", () =>
    {
        page.Element("p", "Contents", ("class", "contents"));
        page.Within("ol", () =>
        {
            for (int i = 0; i < anchors.Count; i++)
            {
                int section = i;
                page.Within("li", () => page.Element("a", report.Sections[section].Heading, ("href", "#" + anchors[section])));
            }
        });
    }, ("aria-label", "Contents"));

    private static void WriteSection(HtmlPage page, ReportSection section, string anchor) => page.Within("section", () =>
    {
        page.Element("h2", section.Heading, ("id", anchor));
        foreach (ReportBlock block in section.Blocks)
            block.WriteTo(page);
    }, ("aria-labelledby", anchor));

    private static void WriteProvenance(HtmlPage page, Report report)
    {
        if (report.Provenance.Count == 0)
            return;
        page.Within("footer", () =>
        {
            page.Element("h2", "Provenance");
            page.Within("dl", () =>
            {
                foreach ((string name, string value) in report.Provenance)
                {
                    page.Element("dt", name);
                    page.Element("dd", value);
                }
            });
        });
    }

    private static string ReadStyle()
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Report.css")
            ?? throw new InvalidOperationException("The style sheet Report.css is missing from this build of Harmonium.Experiments. Rebuild the project.");
        using StreamReader reader = new(file);
        return "\n" + reader.ReadToEnd();
    }
}
