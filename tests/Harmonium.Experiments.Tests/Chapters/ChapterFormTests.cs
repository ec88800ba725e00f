using System.Text;
using Harmonium.Data.Sources;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Html;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Tests.Chapters;

public sealed class ChapterFormTests
{
    [Theory]
    [InlineData("neuron", "English")]
    [InlineData("neuron", "Russian")]
    [InlineData("physics", "English")]
    [InlineData("physics", "Russian")]
    [InlineData("perceptron", "Russian")]
    [InlineData("backprop", "Russian")]
    public void A_chapter_has_all_parts_in_order(string id, string language)
    {
        ExperimentContext context = Context(Enum.Parse<Language>(language));
        PageText words = ReportWords.In(context.Language);
        ExperimentOutcome outcome = ChapterCatalog.All.First(chapter => chapter.Id == id).Run(context);
        Assert.Equal(
            ((string[])["question", "idea", "formula", "run", "figures", "shows", "try", "sources"]).Select(key => words[key]),
            outcome.Report.Sections.Select(section => section.Heading));
        Assert.NotEmpty(outcome.Report.Sections[4].Sections);
        Assert.Equal(context.Language, outcome.Report.Language);
        Assert.DoesNotContain("{{", Html(outcome.Report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_without_figures_or_measurements_is_refused()
    {
        Chapter chapter = ChapterCatalog.All[0];
        PageText text = PageText.Of(chapter.Id, Language.English);
        Measurement[] measurements = [new("exponent", "e", 1, "")];
        ReportSection[] figures = [new("f", [])];
        Assert.Contains("no figures", Refused("a", [], measurements), StringComparison.Ordinal);
        Assert.Contains("no measurements", Refused("a", figures, []), StringComparison.Ordinal);
        Assert.Contains("does not say what q", Refused("q(x)", figures, measurements), StringComparison.Ordinal);

        string Refused(string formula, IReadOnlyList<ReportSection> sections, IReadOnlyList<Measurement> rows) => Assert.Throws<ArgumentException>(
            () => new ChapterForm(chapter, Context(Language.English), text, [formula], sections, rows)).Message;
    }

    [Fact]
    public void A_count_has_no_decimal_places_and_another_number_has()
    {
        Assert.Equal("26", new Measurement("letters", "letters", 26, "letters").ToValue().ToString());
        Assert.Equal("26.00", new Measurement("mean", "mean", 26, "").ToValue().ToString());
        Assert.Equal("1,000", new Measurement("sets", "sets", 999, "sets") { Published = 1000 }.ToRow().Published!.ToString());
    }

    internal static ExperimentContext Context(Language language) => new() { Data = new DataLocations(null, "/nowhere"), Language = language };

    internal static string Html(Report report)
    {
        using MemoryStream stream = new();
        HtmlReport.Write(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
