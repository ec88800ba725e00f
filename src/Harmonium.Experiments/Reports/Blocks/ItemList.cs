using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A list with bullets.</summary>
/// <param name="Items">The items, in the markup of <see cref="InlineText"/>.</param>
internal sealed record ItemList(IReadOnlyList<string> Items) : ReportBlock
{
    internal override void WriteTo(HtmlPage page) => page.Within("ul", () =>
    {
        foreach (string item in Items)
            page.Inline("li", item);
    });

    internal override void WriteTo(TextPage page)
    {
        foreach (string item in Items)
            page.Paragraph($"* {InlineText.Plain(item)}");
    }
}
