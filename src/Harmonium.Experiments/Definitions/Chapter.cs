using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Definitions;

/// <summary>
/// A chapter of the lecture (P. Nesterov 2015), demonstrated on real data with figures and measurements. Its texts are the files <c>Texts/en/ID.md</c> and
/// <c>Texts/ru/ID.md</c>; a chapter without such files overrides <see cref="Title"/> and <see cref="Summary"/> and is available in English only.
/// </summary>
internal abstract class Chapter : Experiment
{
    /// <inheritdoc/>
    public override string Title => PageText.Of(Id, Language.English)["title"];

    /// <inheritdoc/>
    public override string Summary => PageText.Of(Id, Language.English)["summary"];

    /// <summary>Returns true if the chapter has texts in a language.</summary>
    internal bool IsWrittenIn(Language language) => PageText.Find(Id, language) is not null;

    /// <summary>Returns the title in a language, or in English if the chapter is not written in that language.</summary>
    internal string TitleIn(Language language) => PageText.Find(Id, language)?["title"] ?? Title;

    /// <summary>Returns the summary in a language, or in English if the chapter is not written in that language.</summary>
    internal string SummaryIn(Language language) => PageText.Find(Id, language)?["summary"] ?? Summary;
}
