using System.Text;
using System.Xml;
using Harmonium.Experiments.Reports.Formulas;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Values;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>
/// Writes the elements of an HTML page with an XML writer, so that text is escaped and the page is well-formed. Elements have end tags even when empty, as
/// HTML requires.
/// </summary>
internal sealed class HtmlPage : IDisposable
{
    private readonly XmlWriter _xml;
    private int _figures;

    internal HtmlPage(TextWriter to, Language language)
    {
        _xml = XmlWriter.Create(to, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineChars = "\n" });
        Language = language;
        Words = ReportWords.In(language);
    }

    /// <summary>Gets the language of the page.</summary>
    internal Language Language { get; }

    /// <summary>Gets the words of the frame.</summary>
    internal PageText Words { get; }

    public void Dispose() => _xml.Dispose();

    internal void Within(string element, Action content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        content();
        _xml.WriteFullEndElement();
        _xml.WriteWhitespace("\n");
    }

    internal void Element(string element, string words, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        _xml.WriteString(Clean(words));
        _xml.WriteFullEndElement();
    }

    internal void Void(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        _xml.WriteEndElement();
    }

    /// <summary>Writes an element with text in the markup of <see cref="InlineText"/>.</summary>
    internal void Inline(string element, string markup, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        foreach ((string? inner, string words) in InlineText.Parse(markup))
        {
            if (inner is null)
                _xml.WriteString(Clean(words));
            else
                Element(inner, words);
        }

        _xml.WriteFullEndElement();
        _xml.WriteWhitespace("\n");
    }

    internal void Paragraph(string markup, params ReadOnlySpan<(string Name, string Value)> attributes) => Inline("p", markup, attributes);

    /// <summary>Writes a formula on a line of its own as MathML. A long formula scrolls inside its frame, which can receive keyboard focus.</summary>
    internal void Formula(string formula) =>
        Within("div", () => Math(formula, ("display", "block")), ("class", "formula"), ("tabindex", "0"), ("role", "group"), ("aria-label", Words["formula"]));

    /// <summary>Writes a formula in a line of text as MathML.</summary>
    internal void Math(string formula, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        string clean = Clean(formula);
        Open("math", [.. attributes, ("alttext", MathText.Plain(clean))]);
        MathText.Parse(clean).WriteTo(_xml);
        _xml.WriteFullEndElement();
    }

    // A checked box enlarges the picture by the style sheet alone, because the page has no scripts.
    internal void Figure(ReportFigure figure) => Within("figure", () =>
    {
        ReportPicture picture = figure.Picture;
        _figures++;
        Within("label", () =>
        {
            Void("input", ("type", "checkbox"), ("aria-label", Words["enlarge"]));
            Void(
                "img",
                ("src", $"data:{picture.MediaType};base64,{Convert.ToBase64String(picture.Bytes.Span)}"),
                ("alt", figure.AltText),
                ("width", picture.Width.ToString()),
                ("height", picture.Height.ToString()));
        }, ("class", "zoom"));
        Inline("figcaption", figure.Caption);
        if (picture.Data is { } data)
        {
            string csv = Convert.ToBase64String(Encoding.UTF8.GetBytes(data));
            Element("a", Words["save-csv"], ("class", "csv"), ("download", $"figure-{_figures}.csv"), ("href", $"data:text/csv;charset=utf-8;base64,{csv}"));
        }
    });

    // A table can be collapsed. A wide one scrolls inside its frame, which can receive keyboard focus.
    internal void Table(ReportTable table) => Within("details", () =>
    {
        Inline("summary", table.Caption);
        Within("div", () => Within("table", () =>
        {
            Inline("caption", table.Caption, ("class", "hidden"));
            Within("thead", () => Within("tr", () =>
            {
                foreach (TableColumn column in table.Columns)
                    Element("th", column.Heading, ("scope", "col"), ("class", ClassOf(column)));
            }));
            Within("tbody", () =>
            {
                foreach (IReadOnlyList<string> row in table.Rows)
                    Row(table, row);
            });
        }), ("class", "table"), ("tabindex", "0"), ("role", "region"), ("aria-label", InlineText.Plain(table.Caption)));
    }, ("open", "open"));

    internal void Facts(IReadOnlyList<ReportFact> facts) => Within("dl", () =>
    {
        foreach (ReportFact fact in facts)
        {
            Element("dt", fact.Name);
            Inline("dd", fact.Value);
        }
    }, ("class", "facts"));

    internal void Code(string program, string name) =>
        Within("pre", () => Element("code", program), ("tabindex", "0"), ("role", "region"), ("aria-label", name));

    private static string ClassOf(TableColumn column) => column.Alignment == Alignment.Right ? "right" : "left";

    private void Row(ReportTable table, IReadOnlyList<string> row) => Within("tr", () =>
    {
        Element("th", row[0], ("scope", "row"), ("class", ClassOf(table.Columns[0])));
        for (int i = 1; i < row.Count; i++)
            Element("td", row[i], ("class", ClassOf(table.Columns[i])));
    });

    private void Open(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(element);
        foreach ((string attribute, string value) in attributes)
            _xml.WriteAttributeString(attribute, Clean(value));
    }

    // Control characters are not allowed in XML or HTML. EnumerateRunes replaces unpaired surrogates.
    private static string Clean(string words) =>
        words.AsSpan().ContainsAnyExceptInRange(' ', '~') ? string.Concat(words.EnumerateRunes().Where(IsText)) : words;

    private static bool IsText(Rune rune) => rune.Value is '\t' or '\n' or (>= 0x20 and not (>= 0x7F and <= 0x9F) and not 0xFFFE and not 0xFFFF);
}
