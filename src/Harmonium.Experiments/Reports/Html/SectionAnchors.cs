using System.Text.RegularExpressions;

namespace Harmonium.Experiments.Reports.Html;

/// <summary>Anchor names of sections for the table of contents.</summary>
internal static partial class SectionAnchors
{
    /// <summary>Returns a unique name for each section, from the letters and digits of its heading.</summary>
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
