using System.Xml;

namespace Harmonium.Experiments.Reports.Formulas;

/// <summary>A fraction.</summary>
/// <param name="Top">The numerator.</param>
/// <param name="Bottom">The denominator.</param>
internal sealed record MathFraction(MathNode Top, MathNode Bottom) : MathNode
{
    internal override IEnumerable<string> Symbols => [.. Top.Symbols, .. Bottom.Symbols];

    internal override void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement("mfrac");
        Top.WriteTo(xml);
        Bottom.WriteTo(xml);
        xml.WriteFullEndElement();
    }
}
