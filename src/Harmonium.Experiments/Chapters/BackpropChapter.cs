using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
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
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Dataset letters = context.Open("letters").Train.Shuffled(context.Seed).Range(0, 100);
        PageText text = context.Text(this).With(("letters", letters.Count), ("pixels", letters.Shape.Columns));
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
            new("forwardGrowth", text["m.forwardGrowth"], growth, "×") { Met = growth < 100 },
            new("backwardGrowth", text["m.backwardGrowth"], back, "×") { Published = 100, Source = text["source.linearity"], Met = Math.Abs(back - 100) < 0.1 },
            new("gradientDifference", text["m.gradientDifference"], difference, "") { Met = difference < 0.01 },
        ];
        return new ChapterForm(this, context, text,
            ["y_j = f(z_j),  z_j = b_j + Σ_i x_i w_ij", "δ_j = f′(z_j) Σ_k w_jk δ_k,  {∂ E}/{∂ w_ij} = x_i δ_j"],
            [
                new ReportSection(text["passes.heading"],
                [
                    new FigureRow(
                    [
                        ReportFigure.Of(ReportPicture.Of(new Curves([.. Lines(forward, "input")], text.Labels("forward"), logY: true)), text, "forward"),
                        ReportFigure.Of(ReportPicture.Of(new Curves([.. Lines(backward, "error")], text.Labels("backward"), logY: true)), text, "backward"),
                    ]),
                ]),
            ], measurements).ToOutcome();

        IEnumerable<Series> Lines(double[][] norms, string what) => scales.Select((scale, i) =>
            new Series(text.With(("scale", scale))[$"series.{what}"], [.. Enumerable.Range(1, norms[i].Length).Select(layer => (double)layer)], norms[i]));
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
