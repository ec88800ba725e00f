using System.Text.RegularExpressions;

namespace Harmonium.Experiments.Reports.Html;

/// <summary>Anchor names of sections for the table of contents.</summary>
internal sealed partial class SectionAnchors
{
    private readonly HashSet<string> _taken = ["text"];
    private readonly Dictionary<ReportSection, string> _anchors = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// Chooses a unique name for each section and the sections inside, from the letters and digits of its heading if it has no name of its own.
    /// </summary>
    internal SectionAnchors(IReadOnlyList<ReportSection> sections) => Add(sections);

    /// <summary>Returns the name of a section.</summary>
    internal string Of(ReportSection section) => _anchors[section];

    private void Add(IReadOnlyList<ReportSection> sections)
    {
        foreach (ReportSection section in sections)
        {
            string slug = section.Anchor ?? Separators().Replace(section.Heading.ToLowerInvariant(), "-").Trim('-');
            string anchor = slug.Length > 0 ? slug : "section";
            for (int number = 2; !_taken.Add(anchor); number++)
                anchor = $"{slug}-{number}";
            _anchors[section] = anchor;
            Add(section.Sections);
        }
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Separators();
}
