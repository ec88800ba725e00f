using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A picture with its caption.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Caption">What it shows and what to see in it, in the markup of <see cref="InlineText"/>.</param>
/// <param name="AltText">What it shows, in plain words, for those who do not see it.</param>
public sealed record ReportFigure(ReportPicture Picture, string Caption, string AltText) : ReportBlock
{
    internal override void WriteTo(HtmlPage page) => page.Figure(this);

    internal override void WriteTo(TextPage page) => page.Indented($"[{InlineText.Plain(Caption)}]");
}
