using Harmonium.Data;
using Harmonium.Figures;
using Harmonium.Numerics;
using Harmonium.Storage;

namespace Harmonium.Cli.Training;

/// <summary>Draws what hidden units have learnt, after every epoch, and as an animation at the end.</summary>
internal sealed class FilterFigures(RunFolder folder, Rbm rbm, ItemShape shape) : TrainingObserver
{
    private const int MostFilters = 64;
    private const int MostFrames = 60;

    private readonly List<IndexedImage> _frames = [];
    private int _every = 1;

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch)
    {
        IndexedImage sheet = new ImageTiles(Filters(), new SheetOptions { Title = $"Filters after epoch {epoch.Number}" }).Draw();
        byte[] png = sheet.ToPng();
        folder.SaveFigure("filters.png", file => file.Write(png));
        if (epoch.Number % _every == 0)
            _frames.Add(sheet);
        if (_frames.Count > MostFrames)
            Thin();
    }

    /// <inheritdoc/>
    public override void AtEnd(TrainingTime time, Learner learner, StopReason reason)
    {
        if (_frames.Count < 2)
            return;
        byte[] gif = new Animation(_frames).ToGif();
        folder.SaveFigure("filters.gif", file => file.Write(gif));
    }

    /// <summary>Every other frame goes, and only every other epoch makes one from now on: the animation stays small however long the training.</summary>
    private void Thin()
    {
        _every *= 2;
        for (int i = _frames.Count - 1; i > 0; i--)
        {
            if (i % 2 == 1)
                _frames.RemoveAt(i);
        }
    }

    /// <summary>The weight vectors of the first hidden units, [filters, height, width].</summary>
    private Tensor Filters()
    {
        int count = Math.Min(MostFilters, rbm.Hidden.Units.Count), pixels = rbm.Visible.Units.Count;
        Tensor filters = Tensor.Zeros(count, shape.Height, shape.Width);
        Span<float> into = filters.AsSpan();
        for (int filter = 0; filter < count; filter++)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
                into[(filter * pixels) + pixel] = rbm.Weights[pixel, filter];
        }

        return filters;
    }
}
