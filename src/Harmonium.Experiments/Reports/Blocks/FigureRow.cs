namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>Figures beside each other where the page is wide enough, to be compared.</summary>
/// <param name="Figures">The figures from the left.</param>
public sealed record FigureRow(IReadOnlyList<ReportFigure> Figures) : ReportBlock
{
    internal override void WriteTo(HtmlPage page) => page.Within("div", () =>
    {
        foreach (ReportFigure figure in Figures)
            figure.WriteTo(page);
    }, ("class", "row"));

    internal override void WriteTo(TextPage page)
    {
        foreach (ReportFigure figure in Figures)
            figure.WriteTo(page);
    }
}
