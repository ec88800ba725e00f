using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Images;
using Harmonium.Numerics;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Chapters;

/// <summary>LeNet on handwritten digits, and the feature maps of its filters.</summary>
internal sealed class ConvolutionChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "convolution";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits mnist = context.Open("mnist");
        Dataset train = context.Full ? mnist.Train : mnist.Train.Split(context.Seed, 10_000)[0];
        PageText text = context.Text(this).With(("train", train.Count), ("test", mnist.Test!.Count), ("epochs", context.Full ? 30 : 10));
        LeNetSettings settings = new()
        {
            Seed = context.Seed,
            Schedule = new() { Epochs = context.Full ? 30 : 10, Batch = 100 },
            Optimizer = new()
            {
                Optimizer = OptimizerKind.Adam,
                LearningRate = 0.004,
                LearningRateSchedule = LearningRateSchedule.OneCycle,
                Momentum = 0.9,
                L2 = 0.02,
            },
        };
        Tensor digit = mnist.Test!.Examples.Rows([0]).To(context.Device);
        List<ImageSheet> first = [], second = [];
        NetworkModel lenet = context.Train<NetworkModel>(text["stage.digits"], settings, TrainingData.Of(mnist with { Train = train }), model =>
        {
            Shoot(0);
            return [new EpochAction(Shoot)];
            void Shoot(int epoch)
            {
                first.Add(NetworkPictures.Maps(model.Network, 0, digit, text.With(("epoch", epoch))["frame"]));
                second.Add(NetworkPictures.Maps(model.Network, 2, digit, text.With(("epoch", epoch))["frame"]));
            }
        }).Model;
        double error = 100 * lenet.Classifier.Judge(mnist.Test!, context.Cancel).Error;
        Measurement measurement = new("testError", text["m.testError"], error, "%")
        {
            Published = 0.95,
            Source = text["source.lecun"],
            Met = context.Full ? error <= 0.95 : null,
        };
        Tensor changed = mnist.Train.Examples.Rows([.. Enumerable.Repeat(0, 8), .. Enumerable.Repeat(1, 8), .. Enumerable.Repeat(2, 8)]);
        new ImageDistortion().Apply(changed, mnist.Train.Shape, Numerics.Randomness.RandomStream.For(context.Seed, Numerics.Randomness.Purpose.Augmentation));
        ImageTiles bent = new(changed.Reshape(24, 28, 28), new SheetOptions { PixelSize = 2, Shading = new PixelShading() }, 8);
        return new ChapterForm(this, context, text, ["y_{ij} = f(b + Σ_{k,l} w_{kl} x_{i+k,j+l})"],
            [
                new ReportSection(text["maps.heading"],
                [
                    new FigureRow(
                    [
                        ReportFigure.Of(ReportPicture.Of(new Animation(first)), text, "first"),
                        ReportFigure.Of(ReportPicture.Of(new Animation(second)), text, "second"),
                    ]),
                ]),
                new ReportSection(text["distortions.heading"],
                    [new Paragraph(text["distortions.text"]), ReportFigure.Of(ReportPicture.Of(bent), text, "distortions")]),
            ], [measurement]).ToOutcome();
    }
}
