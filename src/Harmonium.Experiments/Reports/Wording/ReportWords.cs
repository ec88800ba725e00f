using Harmonium.Experiments.Reports.Languages;

namespace Harmonium.Experiments.Reports.Wording;

/// <summary>The words of the frame of all reports: headings, columns of tables, names of facts.</summary>
internal static class ReportWords
{
    private const string Page = "report";
    private static readonly PageText _english = PageText.Of(Page, Language.English);
    private static readonly PageText _russian = PageText.Of(Page, Language.Russian);

    /// <summary>Returns the words in a language.</summary>
    internal static PageText In(Language language) => language == Language.Russian ? _russian : _english;
}
