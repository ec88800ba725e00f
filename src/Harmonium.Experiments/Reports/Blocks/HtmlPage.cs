using System.Text;
using System.Xml;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>
/// Writes the elements of an HTML page with an XML writer, so that text is escaped and the page is well-formed. Elements have end tags even when empty, as
/// HTML requires.
/// </summary>
internal sealed class HtmlPage : IDisposable
{
    private readonly XmlWriter _xml;

    internal HtmlPage(TextWriter to) =>
        _xml = XmlWriter.Create(to, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineChars = "\n" });

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

    internal void Paragraph(string markup, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open("p", attributes);
        Inline(markup);
        _xml.WriteFullEndElement();
        _xml.WriteWhitespace("\n");
    }

    internal void Figure(ReportFigure figure) => Within("figure", () =>
    {
        ReportPicture picture = figure.Picture;
        Void(
            "img",
            ("src", $"data:{picture.MediaType};base64,{Convert.ToBase64String(picture.Bytes.Span)}"),
            ("alt", figure.AltText),
            ("width", picture.Width.ToString()),
            ("height", picture.Height.ToString()));
        Within("figcaption", () => Inline(figure.Caption));
    });

    // A wide table scrolls inside its frame, which can receive keyboard focus.
    internal void Table(ReportTable table) => Within("div", () => Within("table", () =>
    {
        Within("caption", () => Inline(table.Caption));
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

    private static string ClassOf(TableColumn column) => column.Alignment == Alignment.Right ? "right" : "left";

    private void Row(ReportTable table, IReadOnlyList<string> row) => Within("tr", () =>
    {
        Element("th", row[0], ("scope", "row"), ("class", ClassOf(table.Columns[0])));
        for (int i = 1; i < row.Count; i++)
            Element("td", row[i], ("class", ClassOf(table.Columns[i])));
    });

    private void Inline(string markup)
    {
        foreach ((string? element, string words) in InlineText.Parse(markup))
        {
            if (element is null)
                _xml.WriteString(Clean(words));
            else
                Element(element, words);
        }
    }

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
