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

/// <summary>LeNet on handwritten digits, and the maps that its filters make.</summary>
public sealed class ConvolutionChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "convolution";

    /// <inheritdoc/>
    public override string Title => "Convolutional networks";

    /// <inheritdoc/>
    public override string Summary => "LeNet-5 learns handwritten digits; its maps of features as they form, and the distortions that stand for more digits.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits mnist = context.Open("mnist");
        Dataset train = context.Full ? mnist.Train : mnist.Train.Split(context.Seed, 10_000)[0];
        LeNetSettings settings = new()
        {
            Seed = context.Seed,
            Schedule = new() { Epochs = context.Full ? 30 : 10 },
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
        Measurement measurement = new("testError", $"Wrong answers on the 10,000 test digits, {train.Count:N0} to learn from", error, "%")
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
                new Formula("28×28 → 6 maps by 5×5 filters → means of 2×2 → 16 maps of 10×10 → means of 2×2 → 120 → 84 → 10"),
                new Paragraph("A filter looks at 5 × 5 pixels and moves over the whole image: what it has learned in one place it knows in all. Pooling makes " +
                    "the maps smaller, and a shift of a pixel matter less."),
                new FigureRow(
                [
                    new ReportFigure(ReportPicture.Of(new Animation(first)), "What the six first filters make of a digit, an epoch a frame.",
                        "Six maps of a digit that change over time."),
                    new ReportFigure(ReportPicture.Of(new Animation(second)), "And the sixteen second ones.", "Sixteen small maps that change over time."),
                ]),
            ]),
            new ReportSection("Distortions",
            [
                new Paragraph("Shifted, turned, scaled, sheared, and bent by a smooth random field (Simard, Steinkraus, Platt 2003): three digits, eight " +
                    "times each. See the recipe `lenet5-distorted-mnist`."),
                new ReportFigure(ReportPicture.Of(new ImageTiles(changed.Reshape(24, 28, 28),
                    new SheetOptions { PixelSize = 2, Shading = new PixelShading() }, 8)), "One digit a row.", "Three rows of a digit in eight shapes."),
            ]),
            new ReportSection("Figures", [new MeasuredTable($"After {settings.Schedule.Epochs} epochs", [measurement.ToRow()])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome([measurement], report);
    }
}
