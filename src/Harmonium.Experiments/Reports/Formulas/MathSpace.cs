using System.Xml;

namespace Harmonium.Experiments.Reports.Formulas;

/// <summary>A wide space between two formulas on one line.</summary>
internal sealed record MathSpace : MathNode
{
    internal override IEnumerable<string> Symbols => [];

    internal override void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement("mspace");
        xml.WriteAttributeString("width", "1.6em");
        xml.WriteFullEndElement();
    }
}
