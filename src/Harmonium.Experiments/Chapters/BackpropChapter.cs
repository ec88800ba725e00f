using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Studies;
using Harmonium.Figures.Charts;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;
using Harmonium.Units;

namespace Harmonium.Experiments.Chapters;

/// <summary>Forward and backward through the layers: the one pass is nonlinear and bounded, the other linear.</summary>
public sealed class BackpropChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "backprop";

    /// <inheritdoc/>
    public override string Title => "Backpropagation";

    /// <inheritdoc/>
    public override string Summary =>
        "A signal ten times as large comes through a network of sigmoids hardly larger; an error ten times as large comes back ten times as large. The " +
        "gradient is that of finite differences.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Dataset letters = context.Open("letters").Train.Shuffled(context.Seed).Range(0, 100);
        FeedForwardNetwork network = new(letters.Shape, MultilayerPerceptron.Layers([100, 100, 100, 100, 100], 26, Activation.Tanh), context.Device);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), context.Seed);
        Tensor examples = letters.Examples.Rows([.. Enumerable.Range(0, letters.Count)]).To(context.Device);
        double[] scales = [1, 3, 10, 30, 100];
        int last = network.Layers.Count - 1;
        double[][] forward = [.. scales.Select(scale => Forward(network, examples, (float)scale))];
        double[][] backward = [.. scales.Select(scale => GradientNorms.Of(network, examples, letters.Labels!, (float)scale))];
        double growth = forward[^1][last - 1] / forward[0][last - 1], back = backward[^1][0] / backward[0][0];
        double difference = Difference(network, examples, letters.Labels!);
        Measurement[] measurements =
        [
            new("forwardGrowth", "Growth of the last hidden signal when the input grows a hundredfold", growth, "×") { Met = growth < 100 },
            new("backwardGrowth", "Growth of the first layer's gradient when the error grows a hundredfold", back, "×") { Published = 100,
                Source = "linearity", Met = Math.Abs(back - 100) < 0.1 },
            new("gradientDifference", "Gradient against a central difference along itself, relative", difference, "") { Met = difference < 0.01 },
        ];
        IEnumerable<Series> Lines(double[][] norms, string what) =>
            scales.Select((scale, i) => new Series($"{what} × {scale}", [.. Enumerable.Range(1, norms[i].Length).Select(layer => (double)layer)], norms[i]));
        Report report = new(Title,
        [
            new ReportSection("Two passes",
            [
                new Formula("forward: y = f(x W + b)        backward: δ = (δ′ W′ᵀ) ∘ f′,   ∂E/∂W = xᵀ δ"),
                new Paragraph("Forward, every layer bends what it gets: however large the input, a tanh unit says at most 1. Backward, the derivatives f′ " +
                    "are fixed by the forward pass, and what goes back is a product of matrices: it can vanish or explode."),
                new FigureRow(
                [
                    new ReportFigure(ReportPicture.Of(new Curves([.. Lines(forward, "input")],
                        new ChartOptions { Title = "Forward", XLabel = "layer", YLabel = "root mean square of the signal" }, logY: true)),
                        "Signals of inputs of five sizes meet.", "Five curves that come together."),
                    new ReportFigure(ReportPicture.Of(new Curves([.. Lines(backward, "error")],
                        new ChartOptions { Title = "Backward", XLabel = "layer", YLabel = "length of ∂E/∂W" }, logY: true)),
                        "Gradients of errors of five sizes stay apart by their factor.", "Five parallel curves."),
                ]),
            ]),
            new ReportSection("Figures", [new MeasuredTable($"841-100×5-26, tanh, {letters.Count} letters", [.. measurements.Select(m => m.ToRow())])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static double[] Forward(FeedForwardNetwork network, Tensor examples, float scale) =>
        [.. network.Signals(new Tape(network.Device), examples.Clone().Scale(scale)).Select(signal =>
            Math.Sqrt(signal.Value.SumOfSquares() / signal.Value.Count))];

    private static double Difference(FeedForwardNetwork network, Tensor examples, int[] labels)
    {
        double Loss() => new CrossEntropyLoss().Of(network.Output(new Tape(network.Device), examples), new NetworkTargets(labels, null)).Total / labels.Length;
        Tape tape = new(network.Device);
        tape.Backward(new CrossEntropyLoss().Of(network.Output(tape, examples, learning: true), new NetworkTargets(labels, null)));
        double squares = network.Parameters.Sum(parameter => tape.GradientOf(parameter.Values).SumOfSquares()), step = 0.05 / Math.Sqrt(squares);
        void Move(double by)
        {
            foreach (Parameter parameter in network.Parameters)
                parameter.Values.AddScaled(tape.GradientOf(parameter.Values), (float)by);
        }

        Move(step);
        double above = Loss();
        Move(-2 * step);
        double below = Loss();
        Move(step);
        return Math.Abs(((above - below) / (2 * step) / squares) - 1);
    }
}
