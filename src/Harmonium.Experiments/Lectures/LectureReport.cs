using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Lectures;

/// <summary>The report of a lecture: its chapters in the parts and the order of the lecture.</summary>
internal static class LectureReport
{
    /// <summary>Composes the report of finished chapters.</summary>
    /// <param name="chapters">The finished chapters in any order.</param>
    /// <param name="language">The language of the report.</param>
    /// <param name="provenance">How the report was made.</param>
    public static Report Of(IReadOnlyList<KeptChapter> chapters, Language language, IReadOnlyList<ReportFact> provenance)
    {
        ArgumentNullException.ThrowIfNull(chapters);
        Dictionary<string, KeptChapter> byId = chapters.ToDictionary(chapter => chapter.Id);
        return new Report(
            ReportWords.In(language)["title"],
            [
                .. from part in ChapterCatalog.Parts
                   let sections = part.Chapters.Where(chapter => byId.ContainsKey(chapter.Id)).Select(chapter => Section(chapter, byId[chapter.Id])).ToArray()
                   where sections.Length > 0
                   select new ReportSection(part.HeadingIn(language), []) { Anchor = $"part-{part.Number}", Sections = sections },
            ])
        {
            Language = language,
            Provenance = provenance,
            Chapters = [.. ChapterCatalog.All.Where(chapter => byId.ContainsKey(chapter.Id)).Select(chapter => chapter.Id)],
        };

        ReportSection Section(Chapter chapter, KeptChapter kept)
        {
            string[] note = language == Language.English || chapter.IsWrittenIn(language) ? [] : [$"*{ReportWords.In(language)["other-language"]}*"];
            return new ReportSection(kept.Outcome.Report.Title, [.. note.Concat(kept.Outcome.Report.Summary).Select(text => new Paragraph(text))])
            {
                Anchor = chapter.Id,
                Sections = kept.Outcome.Report.Sections,
            };
        }
    }
}
