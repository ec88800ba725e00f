using Harmonium.Figures.Fonts;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;
using HouseColor = Harmonium.Figures.Coloring.Color;

namespace Harmonium.Figures.Charts;

/// <summary>
/// A confusion matrix: one row per class, one column per predicted class. A cell is the darker, the larger its fraction of the examples of its class; it shows
/// the number of examples.
/// </summary>
public sealed class ConfusionMatrix : Chart
{
    private const int MostNumbered = 30;
    private const int LongestName = 16;
    private const float NameSize = 12;
    private const int LabelSpace = 40;
    private const int CellSize = 26;
    private const int Margins = 200;

    private readonly IReadOnlyList<string> _classes;
    private readonly IReadOnlyList<IReadOnlyList<int>> _counts;

    /// <summary>Creates a chart of a confusion matrix.</summary>
    /// <param name="classes">The names of the classes, at least one.</param>
    /// <param name="counts">The number of examples by class (outer list) and predicted class (inner list).</param>
    /// <param name="options">The labels and size; by default a size that fits the number of classes.</param>
    /// <exception cref="ArgumentException">Thrown when there are no classes, or the counts are not [classes, classes].</exception>
    public ConfusionMatrix(IReadOnlyList<string> classes, IReadOnlyList<IReadOnlyList<int>> counts, ChartOptions? options = null)
        : base(options ?? SizedFor(classes))
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (classes.Count == 0 || counts.Count != classes.Count || counts.Any(row => row.Count != classes.Count))
            throw new ArgumentException($"A confusion matrix of {classes.Count} classes needs as many rows and columns, and at least one class.",
                nameof(counts));
        (_classes, _counts) = (classes, counts);
    }

    private protected override void Draw(Plot plot)
    {
        for (int row = 0; row < _classes.Count; row++)
        {
            double all = Math.Max(1, _counts[row].Sum());
            for (int column = 0; column < _classes.Count; column++)
            {
                if (_counts[row][column] is var count and > 0)
                    DrawCell(plot, row, column, count, count / all);
            }
        }

        plot.Axes.Bottom.TickGenerator = TicksOf(place => place);
        plot.Axes.Left.TickGenerator = TicksOf(place => -place);
        if (_classes.Max(name => name.Length) > 3)
        {
            plot.Axes.Bottom.TickLabelStyle.Rotation = -90;
            plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
            // The layout does not reserve space for rotated labels.
            plot.Axes.Bottom.MinimumSize = LabelSpace + LongestLabel();
        }

        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, _classes.Count - 0.5, 0.5 - _classes.Count, 0.5);
    }

    private void DrawCell(Plot plot, int row, int column, int count, double share)
    {
        var cell = plot.Add.Rectangle(column - 0.5, column + 0.5, -row - 0.5, -row + 0.5);
        cell.FillColor = HouseStyle.Of(HouseColor.Mix(HouseColor.White, Deep, 0.08 + (0.92 * share)));
        cell.LineWidth = 0;
        if (_classes.Count > MostNumbered)
            return;
        var words = plot.Add.Text($"{count}", column, -row);
        words.LabelAlignment = Alignment.MiddleCenter;
        words.OffsetY = HouseStyle.Lowered;
        words.LabelFontName = HouseFont.Name;
        words.LabelFontSize = 11;
        words.LabelFontColor = share > 0.5 ? Colors.White : HouseStyle.Ink;
    }

    private static HouseColor Deep => new(0x00, 0x4C, 0x78);

    private static ChartOptions SizedFor(IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        int side = Math.Clamp(Margins + (CellSize * classes.Count), 300, 1000);
        return new ChartOptions { XLabel = "predicted class", YLabel = "class", Width = side, Height = side };
    }

    private NumericManual TicksOf(Func<int, double> placeOf)
    {
        int step = (_classes.Count + MostNumbered - 1) / MostNumbered;
        int[] shown = [.. Enumerable.Range(0, _classes.Count).Where(place => place % step == 0)];
        return new NumericManual([.. shown.Select(placeOf)], [.. shown.Select(place => Short(_classes[place]))]);
    }

    private float LongestLabel()
    {
        using SKFont font = HouseFont.At(NameSize);
        return _classes.Max(name => font.MeasureText(Short(name)));
    }

    private static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
}
