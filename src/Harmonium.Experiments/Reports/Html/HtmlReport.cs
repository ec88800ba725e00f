using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Languages;

namespace Harmonium.Experiments.Reports.Html;

/// <summary>Writes reports as self-contained HTML files, without scripts or external links.</summary>
internal static partial class HtmlReport
{
    private const int ContentsDepth = 2;
    private const int DeepestHeading = 6;
    private const int HeadLength = 4096;
    private const string ChaptersName = "harmonium-chapters";
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
        using HtmlPage page = new(writer, report.Language);
        page.Within("html", () =>
        {
            WriteHead(page, report);
            page.Within("body", () => WriteBody(page, report));
        }, ("lang", LanguageCode.Of(report.Language)));
    }

    /// <summary>Returns the names of the chapters that a file of <see cref="Write"/> records; none for another file.</summary>
    /// <param name="file">The stream of the file, which is read from its start.</param>
    public static IReadOnlyList<string> ChaptersOf(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        byte[] head = new byte[HeadLength];
        int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        Match match = ChaptersLine().Match(Encoding.UTF8.GetString(head, 0, length));
        return match.Success ? match.Groups["ids"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
    }

    private static void WriteHead(HtmlPage page, Report report) => page.Within("head", () =>
    {
        page.Void("meta", ("charset", "utf-8"));
        page.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        if (report.Chapters.Count > 0)
            page.Void("meta", ("name", ChaptersName), ("content", string.Join(' ', report.Chapters)));
        page.Element("title", report.Title);
        page.Element("style", Style);
    });

    private static void WriteBody(HtmlPage page, Report report)
    {
        SectionAnchors anchors = new(report.Sections);
        page.Element("a", page.Words["skip"], ("class", "skip"), ("href", "#text"));
        if (report.Sections.Count > 1 || report.Sections.Any(section => section.Sections.Count > 0))
        {
            page.Within("nav", () => page.Within("details", () =>
            {
                page.Element("summary", page.Words["contents"]);
                WriteContents(page, report.Sections, anchors, 1);
            }, ("open", "open")), ("aria-label", page.Words["contents"]));
        }

        page.Within("main", () =>
        {
            page.Within("header", () =>
            {
                page.Element("h1", report.Title);
                foreach (string paragraph in report.Summary)
                    page.Paragraph(paragraph, ("class", "summary"));
            });
            foreach (ReportSection section in report.Sections)
                WriteSection(page, section, anchors, 2);
            WriteProvenance(page, report);
        }, ("id", "text"));
    }

    private static void WriteContents(HtmlPage page, IReadOnlyList<ReportSection> sections, SectionAnchors anchors, int depth) => page.Within("ol", () =>
    {
        foreach (ReportSection section in sections)
        {
            page.Within("li", () =>
            {
                page.Element("a", section.Heading, ("href", "#" + anchors.Of(section)));
                if (section.Sections.Count > 0 && depth < ContentsDepth)
                    WriteContents(page, section.Sections, anchors, depth + 1);
            });
        }
    });

    private static void WriteSection(HtmlPage page, ReportSection section, SectionAnchors anchors, int level)
    {
        string anchor = anchors.Of(section);
        page.Within("section", () =>
        {
            page.Element($"h{Math.Min(level, DeepestHeading)}", section.Heading, ("id", anchor));
            foreach (ReportBlock block in section.Blocks)
                block.WriteTo(page);
            foreach (ReportSection inner in section.Sections)
                WriteSection(page, inner, anchors, level + 1);
        }, ("aria-labelledby", anchor));
    }

    private static void WriteProvenance(HtmlPage page, Report report)
    {
        if (report.Provenance.Count == 0)
            return;
        page.Within("footer", () =>
        {
            page.Element("h2", page.Words["provenance"]);
            page.Facts(report.Provenance);
        });
    }

    private static string ReadStyle()
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Report.css")
            ?? throw new InvalidOperationException("The style sheet Report.css is missing from this build of Harmonium.Experiments. Rebuild the project.");
        using StreamReader reader = new(file);
        return "\n" + reader.ReadToEnd();
    }

    [GeneratedRegex($"""<meta name="{ChaptersName}" content="(?<ids>[a-z0-9 -]*)" ?/>""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ChaptersLine();
}
