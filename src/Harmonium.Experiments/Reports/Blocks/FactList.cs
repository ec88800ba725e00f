using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>Facts with their names, such as the data and the seed of an experiment.</summary>
/// <param name="Facts">The facts in order, in the markup of <see cref="InlineText"/>.</param>
internal sealed record FactList(IReadOnlyList<ReportFact> Facts) : ReportBlock
{
    internal override void WriteTo(HtmlPage page) => page.Facts(Facts);

    internal override void WriteTo(TextPage page)
    {
        foreach (ReportFact fact in Facts)
            page.Line($"{fact.Name}: {InlineText.Plain(fact.Value)}");
        page.Line();
    }
}
