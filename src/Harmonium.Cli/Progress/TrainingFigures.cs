using Harmonium.Data;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Charts;
using Harmonium.Figures.Images;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Runs.Models;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;

namespace Harmonium.Cli.Progress;

/// <summary>
/// Draws a training into the figures of its run: what hidden units have learned, after every epoch and as an animation at the end, and
/// the course of the metrics.
/// </summary>
internal sealed class TrainingFigures(RunFolder folder, TrainedModel model) : TrainingObserver
{
    private const int MostFilters = 64;
    private const int MostFrames = 60;
    private const int EpochsBetweenCurves = 10;

    /// <summary>Few colors and small pixels: an animation of a megabyte, not of ten.</summary>
    private static readonly SheetOptions _frame = new() { PixelSize = 2, Shading = new WeightShading { Levels = 31 } };

    private readonly List<IndexedImage> _frames = [];
    private int _every = 1;

    private ItemShape Shape => model.Shape!;

    /// <summary>The weights of the first hidden units, where examples are grayscale images.</summary>
    private FilterBank? Bank => model.Shape is { IsImage: true, Channels: 1 } shape
        ? model.Filters.FirstOrDefault(bank => bank.Weights.Rows == shape.Columns) : null;

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch)
    {
        if (Bank is { } bank)
            DrawFilters(bank, epoch.Number);
        if (epoch.Number % EpochsBetweenCurves == 0)
            DrawCurves();
    }

    /// <inheritdoc/>
    public override void AtEnd(TrainingTime time, Learner learner, StopReason reason)
    {
        DrawCurves();
        if (_frames.Count > 1)
            Save("filters.gif", new Animation(_frames).ToGif());
    }

    private void DrawFilters(FilterBank bank, int epoch)
    {
        Tensor filters = Filters(bank);
        Save("filters.png", new ImageTiles(filters, new SheetOptions { Title = $"Filters after epoch {epoch}" }).ToPng());
        if (epoch % _every == 0)
            _frames.Add(new ImageTiles(filters, _frame with { Title = $"Filters after epoch {epoch}" }).Draw());
        if (_frames.Count > MostFrames)
            Thin();
    }

    /// <summary>Every other frame goes, and only every other epoch makes one from now on: the animation stays small however long the training.</summary>
    private void Thin()
    {
        _every *= 2;
        for (int i = _frames.Count - 1; i > 0; i--)
        {
            if (i % 2 == 0)
                _frames.RemoveAt(i);
        }
    }

    private void DrawCurves()
    {
        MetricsTable table = folder.View.ReadMetrics();
        if (table.Rows.Count < 2)
            return;
        Draw(table, "pseudo-likelihood.png", "Pseudo-likelihood, nats an example", ("training", "pseudoLogLikelihood"),
            ("held out", "validationPseudoLogLikelihood"));
        Draw(table, "reconstruction-error.png", "Squared reconstruction error, an example", ("training", "reconstructionError"),
            ("held out", "validationReconstructionError"));
        Draw(table, "error.png", "Share of examples whose class is not found", ("training", "error"), ("held out", "validationError"));
        Draw(table, "free-energy-gap.png", "Free-energy gap, nats", ("gap", "freeEnergyGap"));
    }

    private void Draw(MetricsTable table, string file, string title, params ReadOnlySpan<(string Name, string Metric)> curves)
    {
        List<Series> series = [];
        foreach ((string name, string metric) in curves)
        {
            (double Epoch, double Value)[] points =
                [.. table.Rows.Where(row => row.Values.ContainsKey(metric)).Select(row => ((double)row.Epoch, row.Values[metric]))];
            if (points.Length > 1)
                series.Add(new Series(name, [.. points.Select(point => point.Epoch)], [.. points.Select(point => point.Value)]));
        }

        if (series.Count > 0)
            Save(file, new Curves(series, new ChartOptions { Title = title, XLabel = "epoch" }).ToPng());
    }

    private void Save(string name, byte[] bytes) => folder.SaveFigure(name, file => file.Write(bytes));

    /// <summary>The weight vectors of the first hidden units, [filters, height, width].</summary>
    private Tensor Filters(FilterBank bank)
    {
        int count = Math.Min(MostFilters, bank.Weights.Columns), pixels = bank.Weights.Rows;
        Tensor filters = Tensor.Zeros(count, Shape.Height, Shape.Width);
        Span<float> into = filters.AsSpan();
        for (int filter = 0; filter < count; filter++)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
                into[(filter * pixels) + pixel] = bank.Weights[pixel, filter];
        }

        return filters;
    }
}
