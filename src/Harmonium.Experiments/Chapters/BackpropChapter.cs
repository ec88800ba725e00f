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

/// <summary>Backpropagation: the forward pass is nonlinear and bounded, the backward pass is linear.</summary>
internal sealed class BackpropChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "backprop";

    /// <inheritdoc/>
    public override string Title => "Backpropagation";

    /// <inheritdoc/>
    public override string Summary =>
        "If the input of a network of sigmoids grows tenfold, its signals hardly grow. If the error grows tenfold, the gradient grows tenfold. The gradient " +
        "agrees with finite differences.";

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
            new("gradientDifference", "Relative difference between the gradient and a central difference along it", difference, "") { Met = difference < 0.01 },
        ];
        IEnumerable<Series> Lines(double[][] norms, string what) =>
            scales.Select((scale, i) => new Series($"{what} × {scale}", [.. Enumerable.Range(1, norms[i].Length).Select(layer => (double)layer)], norms[i]));
        Report report = new(Title,
        [
            new ReportSection("Two passes",
            [
                new Formula("forward: y = f(x W + b)        backward: δ = (δ′ W′ᵀ) ∘ f′,   ∂E/∂W = xᵀ δ"),
                new Paragraph("In the forward pass, every layer is nonlinear: however large the input, the output of a tanh unit is at most 1. In the " +
                    "backward pass, the derivatives f′ are fixed by the forward pass, and the error is multiplied by a product of matrices. It can vanish " +
                    "or explode."),
                new FigureRow(
                [
                    new ReportFigure(ReportPicture.Of(new Curves([.. Lines(forward, "input")],
                        new ChartOptions { Title = "Forward", XLabel = "layer", YLabel = "root mean square of the signal" }, logY: true)),
                        "The signals of inputs of five sizes converge.", "Five curves that come together."),
                    new ReportFigure(ReportPicture.Of(new Curves([.. Lines(backward, "error")],
                        new ChartOptions { Title = "Backward", XLabel = "layer", YLabel = "norm of ∂E/∂W" }, logY: true)),
                        "The gradients of errors of five sizes keep their ratios.", "Five parallel curves."),
                ]),
            ]),
            new ReportSection("Measurements", [new MeasuredTable($"841-100×5-26, tanh, {letters.Count} letters", [.. measurements.Select(m => m.ToRow())])]),
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
