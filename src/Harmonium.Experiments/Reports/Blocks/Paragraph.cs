using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A paragraph of prose.</summary>
/// <param name="Text">The text, in the markup of <see cref="InlineText"/>.</param>
internal sealed record Paragraph(string Text) : ReportBlock
{
    internal override void WriteTo(HtmlPage page) => page.Paragraph(Text);

    internal override void WriteTo(TextPage page) => page.Paragraph(InlineText.Plain(Text));
}
