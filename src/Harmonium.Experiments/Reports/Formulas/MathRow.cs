using System.Xml;

namespace Harmonium.Experiments.Reports.Formulas;

/// <summary>Parts in a row, which may be in brackets that grow with their content.</summary>
/// <param name="Parts">The parts from left to right.</param>
/// <param name="Open">The opening bracket, or an empty string.</param>
/// <param name="Close">The closing bracket, or an empty string.</param>
internal sealed record MathRow(IReadOnlyList<MathNode> Parts, string Open = "", string Close = "") : MathNode
{
    internal override IEnumerable<string> Symbols => Parts.SelectMany(part => part.Symbols);

    internal override void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement("mrow");
        Bracket(xml, Open);
        foreach (MathNode part in Parts)
            part.WriteTo(xml);
        Bracket(xml, Close);
        xml.WriteFullEndElement();
    }

    private static void Bracket(XmlWriter xml, string bracket)
    {
        if (bracket.Length > 0)
            xml.WriteElementString("mo", bracket);
    }
}
