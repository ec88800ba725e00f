using Harmonium.Experiments.Reports.Formulas;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A formula on a line of its own, with the meanings of its symbols.</summary>
/// <param name="Text">The formula in the notation of <see cref="MathText"/>, as in "p(v) = Σ_h {exp(−E(v, h))}/{Z}".</param>
internal sealed record Formula(string Text) : ReportBlock
{
    /// <summary>The symbols with their meanings; none by default.</summary>
    public IReadOnlyList<SymbolMeaning> Symbols { get; init; } = [];

    internal override void WriteTo(HtmlPage page)
    {
        page.Formula(Text);
        if (Symbols.Count == 0)
            return;
        page.Within("dl", () =>
        {
            foreach (SymbolMeaning symbol in Symbols)
            {
                page.Within("div", () =>
                {
                    page.Within("dt", () => page.Math(symbol.Symbol));
                    page.Inline("dd", symbol.Meaning);
                });
            }
        }, ("class", "symbols"));
    }

    internal override void WriteTo(TextPage page)
    {
        page.Indented(MathText.Plain(Text));
        foreach (SymbolMeaning symbol in Symbols)
            page.Paragraph($"{MathText.Plain(symbol.Symbol)}: {symbol.Meaning}");
    }
}
