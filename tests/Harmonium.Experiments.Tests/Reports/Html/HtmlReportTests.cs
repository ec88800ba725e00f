using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Html;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Tests.Reports.Html;

public sealed class HtmlReportTests
{
    private static readonly string Html = Write(SmallReport.Create());

    private static readonly XElement Page = Parse(Html);

    [Fact]
    public void Text_is_escaped_and_read_back_unchanged()
    {
        Assert.Equal("An <RBM> & its letters", Page.Element("head")!.Element("title")!.Value);
        Assert.Equal("An <RBM> & its letters", Page.Descendants("h1").Single().Value);
        Assert.Contains("harmonium lecture \"rbm\" <all>", Page.Descendants("code").Select(e => e.Value));
        Assert.Contains("p(v) = Σₕ exp(−E(v, h)) / Z < 1", Page.Descendants("math").Select(e => e.Attribute("alttext")!.Value));
        Assert.Contains("Four squares: \"blue\", white, pink, red", Page.Descendants("img").Select(e => e.Attribute("alt")!.Value));
        Assert.Contains("centered & more", Page.Descendants("td").Select(e => e.Value));
        Assert.DoesNotContain("<RBM>", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_in_any_field_stays_text()
    {
        const string Attack = "\"><script>alert(1)</script>";
        ReportPicture picture = SmallReport.Create().Sections[0].Blocks.OfType<ReportFigure>().Single().Picture;
        Report report = new(Attack, [new(Attack, [
            new Paragraph(Attack), new Paragraph($"*{Attack}* `{Attack}`"), new Formula(Attack), new ReportFigure(picture, Attack, Attack),
            new Formula(Attack) { Symbols = [new(Attack, Attack)] }, new FactList([new(Attack, Attack)]), new ItemList([Attack]),
            new ProgramCode(Attack, Attack), new ReportTable(Attack, [new(Attack)], [[Attack]]),
                new MeasuredTable(Attack, [new(Attack, MeasuredValue.NotConverged, Attack) { Note = Attack }])])])
        {
            Summary = [Attack],
            Provenance = [new(Attack, Attack)],
            Chapters = [Attack],
        };
        string html = Write(report);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Parse(html).Descendants("script"));
    }

    [Fact]
    public void Control_characters_and_broken_surrogates_do_not_break_the_page()
    {
        XElement page = Parse(Write(new Report("a\u0000b\u001Bc\uD800d\uFFFE𝛼", [])));
        Assert.Equal("abc\uFFFDd𝛼", page.Descendants("h1").Single().Value);
    }

    [Fact]
    public void A_page_has_no_external_resources()
    {
        foreach (XAttribute source in Page.Descendants().Attributes("src"))
            Assert.StartsWith("data:image/", source.Value, StringComparison.Ordinal);
        foreach (XAttribute link in Page.Descendants().Attributes("href"))
            Assert.True(link.Value.StartsWith('#') || link.Value.StartsWith("data:text/csv", StringComparison.Ordinal), link.Value);
        string withoutPictures = Regex.Replace(Html, "data:[^\"]*", "", RegexOptions.NonBacktracking);
        Assert.DoesNotMatch(new Regex("https?:|url\\(|@import|<script|<link|<iframe", RegexOptions.NonBacktracking), withoutPictures);
    }

    [Fact]
    public void Pictures_are_embedded_and_shown_at_half_their_pixel_size()
    {
        ReportFigure figure = SmallReport.Create().Sections[0].Blocks.OfType<ReportFigure>().Single();
        XElement image = Page.Descendants("img").First();
        string source = image.Attribute("src")!.Value;
        Assert.Equal(figure.Picture.Bytes.ToArray(), Convert.FromBase64String(source[(source.IndexOf(',', StringComparison.Ordinal) + 1)..]));
        // Four squares of 16 pixels, frame and margins: 2 · 16 + 4 + 32 = 68 pixels.
        Assert.Equal(("34", "34"), (image.Attribute("width")!.Value, image.Attribute("height")!.Value));
        Assert.Equal(["image/png", "image/svg+xml", "image/gif"], Page.Descendants("img").Select(i => i.Attribute("src")!.Value[5..].Split(';')[0]));
    }

    [Fact]
    public void The_contents_link_to_every_section_even_with_equal_headings()
    {
        string[] links = [.. Page.Descendants("nav").Descendants("a").Select(a => a.Attribute("href")!.Value[1..])];
        string[] ids = [.. Page.Descendants("section").Select(section => section.Elements().First().Attribute("id")!.Value)];
        Assert.Equal(["the-machine", "the-machine-2", "run", "try-this"], links);
        Assert.Equal(links, ids);
        string[] all = [.. Page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void Screen_readers_find_language_headers_and_alternative_texts()
    {
        Assert.Equal("en", Page.Attribute("lang")!.Value);
        Assert.All(Page.Descendants("img"), image => Assert.NotEmpty(image.Attribute("alt")!.Value));
        Assert.All(Page.Descendants("th"), header => Assert.Contains(header.Attribute("scope")!.Value, new[] { "row", "col" }));
        Assert.All(Page.Descendants("table"), table => Assert.NotNull(table.Element("caption")));
        Assert.Single(Page.Descendants("main"));
        Assert.Single(Page.Descendants("h1"));
    }

    [Theory]
    [InlineData("--ink", "--paper")]
    [InlineData("--muted", "--paper")]
    [InlineData("--accent", "--paper")]
    [InlineData("--muted", "--wash")]
    [InlineData("--ink", "--wash")]
    public void Text_has_enough_contrast_in_light_and_dark_themes(string text, string ground)
    {
        string style = Page.Descendants("style").Single().Value;
        string[] inks = Values(style, text), grounds = Values(style, ground);
        for (int theme = 0; theme < 2; theme++)
        {
            // Web Content Accessibility Guidelines 2.1, success criterion 1.4.3: at least 4.5 to 1.
            Assert.True(Contrast(inks[theme], grounds[theme]) >= 4.5, $"{text} {inks[theme]} on {grounds[theme]}: {Contrast(inks[theme], grounds[theme]):F1}");
        }
    }

    [Fact]
    public void Columns_of_numbers_are_right_aligned()
    {
        XElement table = Page.Descendants("table").First();
        Assert.Equal(["right", "left", "right"], table.Element("thead")!.Descendants("th").Select(h => h.Attribute("class")!.Value));
        Assert.Equal(["−0.40"], table.Element("tbody")!.Elements("tr").Last().Elements("td").Skip(1).Select(c => c.Value));
    }

    [Fact]
    public void Headings_are_nested_as_sections_are() =>
        Assert.Equal(["h2", "h2", "h2", "h3"], Page.Descendants("section").Select(section => section.Elements().First().Name.LocalName));

    [Fact]
    public void The_numbers_of_a_chart_can_be_saved_as_csv()
    {
        XElement link = Page.Descendants("a").Single(a => a.Attribute("download") is not null);
        string address = link.Attribute("href")!.Value;
        byte[] file = Convert.FromBase64String(address[(address.IndexOf(',', StringComparison.Ordinal) + 1)..]);
        Assert.Equal("curve,x,y\na,0,0\na,1,1\n", Encoding.UTF8.GetString(file));
    }

    [Fact]
    public void A_picture_is_enlarged_by_a_check_box_and_a_table_is_collapsed_by_its_summary()
    {
        Assert.All(Page.Descendants("img"), image => Assert.Equal("checkbox", image.Parent!.Element("input")!.Attribute("type")!.Value));
        Assert.All(Page.Descendants("table"), table => Assert.Equal("details", table.Parent!.Parent!.Name.LocalName));
    }

    [Fact]
    public void The_words_and_numbers_of_a_russian_page_are_russian()
    {
        XElement page = Parse(Write(SmallReport.Create() with { Language = Language.Russian }));
        Assert.Equal("ru", page.Attribute("lang")!.Value);
        Assert.Contains("измерено", page.Descendants("th").Select(h => h.Value));
        Assert.Contains("−86,3 [−87,1; −85,9]", page.Descendants("td").Select(c => c.Value));
        Assert.Contains("нат, случайная бинаризация", page.Descendants("td").Select(c => c.Value));
    }

    [Fact]
    public void The_chapters_of_a_report_are_read_back()
    {
        Assert.Equal(["neuron", "rbm"], Read(SmallReport.Create() with { Chapters = ["neuron", "rbm"] }));
        Assert.Empty(Read(SmallReport.Create()));

        static IReadOnlyList<string> Read(Report report)
        {
            using MemoryStream stream = new(Encoding.UTF8.GetBytes(Write(report)));
            return HtmlReport.ChaptersOf(stream);
        }
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes() => Assert.Equal(Html, Write(SmallReport.Create()));

    private static string Write(Report report)
    {
        using MemoryStream stream = new();
        HtmlReport.Write(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static XElement Parse(string html)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", html, StringComparison.Ordinal);
        return XDocument.Parse(html["<!DOCTYPE html>\n".Length..]).Root!;
    }

    private static string[] Values(string style, string name) =>
        [.. Regex.Matches(style, $"{name}: (#[0-9a-f]{{6}})", RegexOptions.NonBacktracking).Select(m => m.Groups[1].Value)];

    private static double Contrast(string one, string other)
    {
        double a = Luminance(one), b = Luminance(other);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        double[] linear = [.. new[] { 1, 3, 5 }.Select(i => Convert.ToInt32(color.Substring(i, 2), 16) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
