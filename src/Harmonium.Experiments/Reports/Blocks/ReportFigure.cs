using Harmonium.Experiments.Reports.Values;
using Harmonium.Experiments.Reports.Wording;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>A picture with its caption.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Caption">The caption, in the markup of <see cref="InlineText"/>.</param>
/// <param name="AltText">The alternative text in plain words.</param>
internal sealed record ReportFigure(ReportPicture Picture, string Caption, string AltText) : ReportBlock
{
    /// <summary>Creates a figure with the caption at a key of the texts and the alternative text at "key.alt".</summary>
    internal static ReportFigure Of(ReportPicture picture, PageText text, string key) => new(picture, text[key], text[$"{key}.alt"]);

    internal override void WriteTo(HtmlPage page) => page.Figure(this);

    internal override void WriteTo(TextPage page) => page.Indented($"[{InlineText.Plain(Caption)}]");
}
