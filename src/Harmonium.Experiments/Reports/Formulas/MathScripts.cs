using System.Xml;

namespace Harmonium.Experiments.Reports.Formulas;

/// <summary>A part with a subscript, a superscript, or both. Those of sums and products are below and above the sign.</summary>
/// <param name="Base">The part.</param>
/// <param name="Sub">The subscript, or null.</param>
/// <param name="Sup">The superscript, or null.</param>
internal sealed record MathScripts(MathNode Base, MathNode? Sub, MathNode? Sup) : MathNode
{
    /// <summary>Gets the symbols of the base. Indices have no names of their own.</summary>
    internal override IEnumerable<string> Symbols => Base.Symbols;

    internal override void WriteTo(XmlWriter xml)
    {
        bool below = Base is MathLeaf { Words: "Σ" or "∏" or "max" or "min" };
        string element = (Sub, Sup) switch
        {
            (not null, not null) => below ? "munderover" : "msubsup",
            (not null, null) => below ? "munder" : "msub",
            _ => below ? "mover" : "msup",
        };
        xml.WriteStartElement(element);
        Base.WriteTo(xml);
        Sub?.WriteTo(xml);
        Sup?.WriteTo(xml);
        xml.WriteFullEndElement();
    }
}
