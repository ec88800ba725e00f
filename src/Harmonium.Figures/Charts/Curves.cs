using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>Curves over epochs, steps or seconds, with reference values as dashed lines.</summary>
public sealed class Curves : Chart
{
    private const int MostMarkedPoints = 40;

    private readonly IReadOnlyList<Series> _series;
    private readonly IReadOnlyList<Anchor> _anchors;
    private readonly AxisScale _x;
    private readonly AxisScale _y;

    /// <summary>Creates a chart of curves.</summary>
    /// <param name="series">The curves, at least one.</param>
    /// <param name="options">The labels and size.</param>
    /// <param name="anchors">Reference values; none by default.</param>
    /// <param name="logX">True for a logarithmic horizontal axis.</param>
    /// <param name="logY">True for a logarithmic vertical axis.</param>
    /// <exception cref="ArgumentException">Thrown when there are no curves, or a number on a logarithmic axis is not positive.</exception>
    public Curves(IReadOnlyList<Series> series, ChartOptions? options = null, IReadOnlyList<Anchor>? anchors = null, bool logX = false, bool logY = false)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0)
            throw new ArgumentException("A chart of curves needs at least one curve, but none was given.", nameof(series));
        (_series, _anchors) = (series, anchors ?? []);
        _x = AxisScale.For(logX, "horizontal", series.SelectMany(s => s.X), options);
        _y = AxisScale.For(logY, "vertical",
            series.SelectMany(s => s.Y.Concat((s.Band ?? []).SelectMany(b => new[] { b.Low, b.High }))).Concat(_anchors.Select(a => a.Value)), options);
    }

    internal override string? ToCsv() => CsvLines.Of(
        ["curve", Options.XLabel ?? "x", Options.YLabel ?? "y"],
        _series.SelectMany(series => series.X.Zip(series.Y, (x, y) => (IReadOnlyList<string>)[series.Name, $"{x:R}", $"{y:R}"])));

    private protected override void Draw(Plot plot)
    {
        for (int i = 0; i < _series.Count; i++)
            DrawBand(plot, _series[i], HouseStyle.Hue(i));
        for (int i = 0; i < _series.Count; i++)
            DrawCurve(plot, _series[i], i);
        foreach (Anchor anchor in _anchors)
        {
            var line = plot.Add.HorizontalLine(_y.Place(anchor.Value), 1.5f, HouseStyle.Muted, HouseStyle.Dashes);
            line.LegendText = anchor.Name;
        }

        _x.Mark(plot.Axes.Bottom);
        _y.Mark(plot.Axes.Left);
        plot.Axes.Margins(0.02, 0.06);
        if (_series.Count + _anchors.Count > 1)
            HouseStyle.AddLegend(plot);
    }

    private void DrawBand(Plot plot, Series series, Color hue)
    {
        if (series.Band is not { } interval)
            return;
        var fill = plot.Add.FillY(
            [.. series.X.Select(_x.Place)], [.. interval.Select(b => _y.Place(b.Low))], [.. interval.Select(b => _y.Place(b.High))]);
        fill.FillColor = hue.WithAlpha(0.18);
        fill.LineWidth = 0;
    }

    private void DrawCurve(Plot plot, Series series, int number)
    {
        var curve = plot.Add.Scatter(series.X.Select(_x.Place).ToArray(), series.Y.Select(_y.Place).ToArray(), HouseStyle.Hue(number));
        curve.LegendText = series.Name;
        curve.LineWidth = 2;
        curve.MarkerShape = HouseStyle.Shape(number);
        curve.MarkerSize = series.X.Count <= MostMarkedPoints ? 6 : 0;
    }
}
