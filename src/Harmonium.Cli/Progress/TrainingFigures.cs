using Harmonium.Cli.Output;
using Harmonium.Data;
using Harmonium.Figures;
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
/// Draws the figures of a run: the filters of the hidden units after every epoch, an animation of them at the end, and the learning curves.
/// </summary>
internal sealed class TrainingFigures(RunFolder folder, TrainedModel model, FigureFormat format) : TrainingObserver
{
    private const int MostFilters = 64;
    private const int MostFrames = 60;
    private const int EpochsBetweenCurves = 10;

    /// <summary>Few colors and small pixels, which keep the animation at about 1 MB instead of 10 MB.</summary>
    private static readonly SheetOptions _frame = new() { PixelSize = 2, Shading = new WeightShading { Levels = 31 } };

    private readonly List<IndexedImage> _frames = [];
    private int _every = 1;

    private ItemShape Shape => model.Shape!;

    /// <summary>The filters to draw; null if the examples are not grayscale images.</summary>
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
            folder.SaveFigure("filters.gif", file => file.Write(new Animation(_frames).ToGif()));
    }

    private void DrawFilters(FilterBank bank, int epoch)
    {
        Tensor filters = Filters(bank);
        Save("filters", new ImageTiles(filters, new SheetOptions { Title = $"Filters after epoch {epoch}" }));
        if (epoch % _every == 0)
            _frames.Add(new ImageTiles(filters, _frame with { Title = $"Filters after epoch {epoch}" }).Draw());
        if (_frames.Count > MostFrames)
            Thin();
    }

    /// <summary>Removes every other frame and halves the frame rate, which limits the size of the animation of a long run.</summary>
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
        Draw(table, "pseudo-likelihood", "Pseudo-likelihood, nats per example", ("training", "pseudoLogLikelihood"),
            ("held out", "validationPseudoLogLikelihood"));
        Draw(table, "reconstruction-error", "Squared reconstruction error per example", ("training", "reconstructionError"),
            ("held out", "validationReconstructionError"));
        Draw(table, "error", "Error rate", ("training", "error"), ("held out", "validationError"));
        Draw(table, "free-energy-gap", "Free-energy gap, nats", ("gap", "freeEnergyGap"));
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
            Save(file, new Curves(series, new ChartOptions { Title = title, XLabel = "epoch" }));
    }

    private void Save(string name, Figure figure) => folder.SaveFigure(name + FigureFile.Ending(format), file => file.Write(figure.ToFile(format)));

    /// <summary>Returns the weight vectors of the first hidden units, [filters, height, width].</summary>
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
