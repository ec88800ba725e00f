using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
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
    public override string Title => "Convolutional networks";

    /// <inheritdoc/>
    public override string Summary => "LeNet-5 learns handwritten digits. Its feature maps are shown during training, with the distortions that augment " +
        "the training set.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits mnist = context.Open("mnist");
        Dataset train = context.Full ? mnist.Train : mnist.Train.Split(context.Seed, 10_000)[0];
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
        NetworkModel lenet = context.Train<NetworkModel>("digits", settings, TrainingData.Of(mnist with { Train = train }), model =>
        {
            Shoot(0);
            return [new EpochAction(Shoot)];
            void Shoot(int epoch)
            {
                first.Add(NetworkPictures.Maps(model.Network, 0, digit, $"epoch {epoch}"));
                second.Add(NetworkPictures.Maps(model.Network, 2, digit, $"epoch {epoch}"));
            }
        }).Model;
        double error = 100 * lenet.Classifier.Judge(mnist.Test!, context.Cancel).Error;
        Measurement measurement = new("testError", $"Error on the 10,000 test digits after training on {train.Count:N0} digits", error, "%")
        {
            Published = 0.95,
            Source = "LeCun et al. 1998, 60,000 digits",
            Met = context.Full ? error <= 0.95 : null,
        };
        Tensor changed = mnist.Train.Examples.Rows([.. Enumerable.Repeat(0, 8), .. Enumerable.Repeat(1, 8), .. Enumerable.Repeat(2, 8)]);
        new ImageDistortion().Apply(changed, mnist.Train.Shape, Numerics.Randomness.RandomStream.For(context.Seed, Numerics.Randomness.Purpose.Augmentation));
        Report report = new(Title,
        [
            new ReportSection("The network",
            [
                new Formula("28×28 → 6 maps by 5×5 filters → 2×2 mean pooling → 16 maps of 10×10 → 2×2 mean pooling → 120 → 84 → 10"),
                new Paragraph("A filter sees 5 × 5 pixels and moves over the whole image, so that a feature learned in one place is detected in all places. " +
                    "Pooling makes the maps smaller and reduces the effect of a shift by one pixel."),
                new FigureRow(
                [
                    new ReportFigure(ReportPicture.Of(new Animation(first)), "The six feature maps of the first layer for one digit, one frame per epoch.",
                        "Six maps of a digit that change over time."),
                    new ReportFigure(ReportPicture.Of(new Animation(second)), "The sixteen feature maps of the second layer.",
                        "Sixteen small maps that change over time."),
                ]),
            ]),
            new ReportSection("Distortions",
            [
                new Paragraph("Digits are shifted, rotated, scaled, sheared, and bent by a smooth random field (Simard, Steinkraus, Platt 2003). Three " +
                    "digits are shown, each in eight distorted versions. See the recipe `lenet5-distorted-mnist`."),
                new ReportFigure(ReportPicture.Of(new ImageTiles(changed.Reshape(24, 28, 28),
                    new SheetOptions { PixelSize = 2, Shading = new PixelShading() }, 8)), "One digit per row.", "Three rows of a digit in eight shapes."),
            ]),
            new ReportSection("Measurements", [new MeasuredTable($"After {settings.Schedule.Epochs} epochs", [measurement.ToRow()])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome([measurement], report);
    }
}
