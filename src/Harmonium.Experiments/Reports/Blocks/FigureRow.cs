namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>Figures in a row for comparison, if the page is wide enough.</summary>
/// <param name="Figures">The figures from left to right.</param>
internal sealed record FigureRow(IReadOnlyList<ReportFigure> Figures) : ReportBlock
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
