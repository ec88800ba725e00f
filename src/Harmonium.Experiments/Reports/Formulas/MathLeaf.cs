using System.Xml;

namespace Harmonium.Experiments.Reports.Formulas;

/// <summary>One symbol, number, operator or word.</summary>
/// <param name="Element">The MathML element: mi, mn, mo or mtext.</param>
/// <param name="Words">The content.</param>
internal sealed record MathLeaf(string Element, string Words) : MathNode
{
    internal override IEnumerable<string> Symbols => Element == "mi" && Words.Length == 1 ? [Words] : [];

    internal override void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement(Element);
        // A bracket grows with its content only inside a row of its own; see MathRow.
        if (Element == "mo" && Words is "(" or ")" or "[" or "]" or "|" or "‖" or "{" or "}")
            xml.WriteAttributeString("stretchy", "false");
        xml.WriteString(Words);
        xml.WriteFullEndElement();
    }
}
