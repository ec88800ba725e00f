using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Definitions;

/// <summary>One of the four parts of the lecture.</summary>
/// <param name="Number">The number, from 1.</param>
/// <param name="Chapters">The chapters in the order of the lecture.</param>
internal sealed record LecturePart(int Number, IReadOnlyList<Chapter> Chapters)
{
    /// <summary>Returns the heading in a language, as in "Part 3. The restricted Boltzmann machine".</summary>
    internal string HeadingIn(Language language)
    {
        PageText words = ReportWords.In(language);
        return words.With(("number", Number), ("title", words[$"part{Number}"]))["part"];
    }
}
