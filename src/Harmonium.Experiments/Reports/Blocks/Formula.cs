namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A formula on a line of its own.</summary>
/// <param name="Text">The formula in Unicode, as in "p(v) = Σₕ exp(−E(v, h)) / Z". It has no markup.</param>
internal sealed record Formula(string Text) : ReportBlock
{
    internal override void WriteTo(HtmlPage page) => page.Element("p", Text, ("class", "formula"));

    internal override void WriteTo(TextPage page) => page.Indented(Text);
}
