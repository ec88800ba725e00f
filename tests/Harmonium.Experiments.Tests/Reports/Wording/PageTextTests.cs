using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Tests.Reports.Wording;

/// <summary>The texts of the frame and of all chapters in both languages, and the reader of their files.</summary>
public sealed class PageTextTests
{
    private const string Frame = "report";

    /// <summary>Chapters that are not written in Russian yet. A chapter that is written leaves this list.</summary>
    private static readonly string[] _englishOnly = [];

    public static TheoryData<string> Pages => [Frame, .. Written.Select(chapter => chapter.Id)];

    private static IEnumerable<Chapter> Written => ChapterCatalog.All.Where(chapter => !_englishOnly.Contains(chapter.Id));

    [Fact]
    public void Every_chapter_has_texts_in_both_languages_or_is_listed_as_English_only() => Assert.All(ChapterCatalog.All, chapter =>
    {
        bool expected = !_englishOnly.Contains(chapter.Id);
        Assert.Equal((chapter.Id, expected, expected), (chapter.Id, chapter.IsWrittenIn(Language.English), chapter.IsWrittenIn(Language.Russian)));
    });

    [Theory, MemberData(nameof(Pages))]
    public void Both_languages_have_the_same_keys(string page)
    {
        PageText english = PageText.Of(page, Language.English), russian = PageText.Of(page, Language.Russian);
        Assert.Equal(english.Keys, russian.Keys);
    }

    [Theory, MemberData(nameof(Pages))]
    public void A_Russian_text_needs_no_value_that_the_English_one_does_not_need(string page)
    {
        PageText english = PageText.Of(page, Language.English), russian = PageText.Of(page, Language.Russian);
        HashSet<string> given = [.. english.Keys.SelectMany(english.ValuesIn)];
        Assert.All(russian.Keys, key => Assert.Subset(given, russian.ValuesIn(key).ToHashSet()));
    }

    [Fact]
    public void Every_written_chapter_has_all_parts_of_the_form_and_names_the_same_symbols() => Assert.All(Written, chapter =>
    {
        PageText english = PageText.Of(chapter.Id, Language.English), russian = PageText.Of(chapter.Id, Language.Russian);
        Assert.Subset(english.Keys.ToHashSet(), ChapterForm.Keys.ToHashSet());
        Assert.Equal(english.Symbols("symbols").Select(symbol => symbol.Symbol), russian.Symbols("symbols").Select(symbol => symbol.Symbol));
        Assert.NotEmpty(ChapterForm.CodeOf(chapter.Id));
        Assert.InRange(Sentences(english["idea"]), 2, 5);
    });

    [Fact]
    public void Values_are_filled_in_the_language_of_the_text()
    {
        const string File = "preface\n## a\nOf {{count}} letters\n{{share}} are read.\n\nSecond paragraph.\n\n## list\n- one\n  continued\n- two\n";
        PageText english = PageText.Parse("p", Language.English, File), russian = PageText.Parse("p", Language.Russian, File);
        Assert.Equal("Of 1,234 letters 0.5 are read.\n\nSecond paragraph.", english.With(("count", 1234), ("share", 0.5))["a"]);
        Assert.Equal("Of 1\u00A0234 letters 0,5 are read.", russian.With(("count", 1234), ("share", 0.5)).Paragraphs("a")[0]);
        Assert.Equal(["one continued", "two"], english.Items("list"));
    }

    [Fact]
    public void A_missing_key_or_value_is_named()
    {
        PageText text = PageText.Parse("p", Language.English, "## a\n{{count}}\n");
        Assert.Contains("Texts/en/p.md has no text \"b\"", Assert.Throws<InvalidOperationException>(() => text["b"]).Message, StringComparison.Ordinal);
        Assert.Contains("needs the value {{count}}", Assert.Throws<InvalidOperationException>(() => text["a"]).Message, StringComparison.Ordinal);
    }

    private static int Sentences(string text) => text.Split(". ", StringSplitOptions.RemoveEmptyEntries).Length;
}
