using System.Xml;

namespace Harmonium.Experiments.Reports.Formulas;

/// <summary>A part of a formula, which writes itself as MathML.</summary>
internal abstract record MathNode
{
    private protected MathNode()
    {
    }

    /// <summary>Gets the symbols of the part: letters that stand for quantities, without indices and names of functions.</summary>
    internal abstract IEnumerable<string> Symbols { get; }

    internal abstract void WriteTo(XmlWriter xml);
}
