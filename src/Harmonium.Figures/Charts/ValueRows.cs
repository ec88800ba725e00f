using Harmonium.Figures.Fonts;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Harmonium.Figures.Charts;

/// <summary>Named numbers in rows, each with its interval as a whisker and its text next to it.</summary>
public abstract class ValueRows : Chart
{
    private readonly IReadOnlyList<LabeledValue> _values;
    private readonly IReadOnlyList<Anchor> _anchors;

    private protected ValueRows(IReadOnlyList<LabeledValue> values, ChartOptions? options, IReadOnlyList<Anchor>? anchors)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("A chart of values needs at least one value, but none was given.", nameof(values));
        LabeledValue? wrong = values.FirstOrDefault(v => !double.IsFinite(v.Least) || !double.IsFinite(v.Greatest));
        if (wrong is not null)
            throw new ArgumentException($"\"{wrong.Label}\" is {wrong.Value} in [{wrong.Low}, {wrong.High}], which is not finite. Leave the value out.",
                nameof(values));
        (_values, _anchors) = (values, anchors ?? []);
    }

    /// <summary>Gets further numbers that the axis must include.</summary>
    private protected abstract IEnumerable<double> Origin { get; }

    /// <summary>Returns true if the text of a number is to the right of its drawing.</summary>
    private protected abstract bool NumberIsRight(LabeledValue value, double middle);

    /// <summary>Draws the body and the whisker of a number.</summary>
    private protected abstract void DrawValue(Plot plot, LabeledValue value, int place);

    private protected sealed override void Draw(Plot plot)
    {
        double[] reach = [.. _values.SelectMany(v => new[] { v.Least, v.Greatest }), .. _anchors.Select(a => a.Value), .. Origin];
        double low = reach.Min(), high = reach.Max(), span = high > low ? high - low : Math.Max(1, Math.Abs(high));
        for (int i = 0; i < _values.Count; i++)
        {
            DrawValue(plot, _values[i], -i);
            DrawNumber(plot, _values[i], -i, low + (span / 2));
        }

        foreach (Anchor anchor in _anchors)
            plot.Add.VerticalLine(anchor.Value, 1.5f, HouseStyle.Muted, HouseStyle.Dashes).LegendText = anchor.Name;
        plot.Axes.Left.TickGenerator = new NumericManual([.. Enumerable.Range(0, _values.Count).Select(i => (double)-i)], [.. _values.Select(v => v.Label)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        new LinearScale().Mark(plot.Axes.Bottom);
        plot.Axes.SetLimits(low == 0 ? 0 : low - (0.12 * span), high == 0 ? 0 : high + (0.12 * span), 0.4 - _values.Count, 0.6);
        if (_anchors.Count > 0)
            HouseStyle.AddLegend(plot);
    }

    private static string Words(LabeledValue value) => value.Least == value.Greatest
        ? AxisNumber.Tick(Math.Round(value.Value, 3))
        : $"{AxisNumber.Tick(Math.Round(value.Value, 3))}  [{AxisNumber.Tick(Math.Round(value.Least, 3))}, {AxisNumber.Tick(Math.Round(value.Greatest, 3))}]";

    private protected static void DrawWhisker(Plot plot, LabeledValue value, int place)
    {
        if (value.Least == value.Greatest)
            return;
        Line(plot, value.Least, place, value.Greatest, place);
        Line(plot, value.Least, place - 0.12, value.Least, place + 0.12);
        Line(plot, value.Greatest, place - 0.12, value.Greatest, place + 0.12);
    }

    private void DrawNumber(Plot plot, LabeledValue value, int place, double middle)
    {
        bool right = NumberIsRight(value, middle);
        var words = plot.Add.Text(Words(value), right ? value.Greatest : value.Least, place);
        words.LabelAlignment = right ? Alignment.MiddleLeft : Alignment.MiddleRight;
        words.OffsetX = right ? 8 : -8;
        words.OffsetY = HouseStyle.Lowered;
        words.LabelFontName = HouseFont.Name;
        words.LabelFontSize = 12;
        words.LabelFontColor = HouseStyle.Ink;
    }

    private static void Line(Plot plot, double x1, double y1, double x2, double y2)
    {
        var line = plot.Add.Line(x1, y1, x2, y2);
        line.LineColor = HouseStyle.Ink;
        line.LineWidth = 1.5f;
        line.MarkerSize = 0;
    }
}
