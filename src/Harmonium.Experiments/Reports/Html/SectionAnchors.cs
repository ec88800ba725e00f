using System.Text.RegularExpressions;

namespace Harmonium.Experiments.Reports.Html;

/// <summary>Names by which the table of contents finds its sections.</summary>
internal static partial class SectionAnchors
{
    /// <summary>A name for each section, made of the letters and digits of its heading, no two alike.</summary>
    internal static IReadOnlyList<string> For(IReadOnlyList<ReportSection> sections)
    {
        HashSet<string> taken = ["text"];
        List<string> anchors = [];
        foreach (ReportSection section in sections)
        {
            string slug = Separators().Replace(section.Heading.ToLowerInvariant(), "-").Trim('-');
            string anchor = slug.Length > 0 ? slug : "section";
            for (int number = 2; !taken.Add(anchor); number++)
                anchor = $"{slug}-{number}";
            anchors.Add(anchor);
        }

        return anchors;
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Separators();
}
