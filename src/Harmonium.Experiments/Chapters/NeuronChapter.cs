using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Figures.Charts;
using Harmonium.Figures.Images;
using Harmonium.Networks.Neurons;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Experiments.Chapters;

/// <summary>The neuron of McCulloch and Pitts, Hebb's rule, and the mean of an ensemble of noisy neurons.</summary>
internal sealed class NeuronChapter : Chapter
{
    private const double Noise = 0.5;

    /// <inheritdoc/>
    public override string Id => "neuron";

    /// <inheritdoc/>
    public override string Title => "The neuron";

    /// <inheritdoc/>
    public override string Summary =>
        "A threshold unit computes AND, OR and NOT. Synapses between neurons that fire together grow. The error of the mean of n noisy neurons is 1/√n of " +
        "the error of one neuron.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double[] signal = [.. Enumerable.Range(0, 200).Select(i => Math.Sin(i * 2 * Math.PI / 100))];
        List<Series> responses = [];
        foreach (int count in (int[])[1, 100])
        {
            double[] response = new NoisyEnsemble(count, Noise).Respond(signal, RandomStream.For(context.Seed, Purpose.General, count));
            responses.Add(new Series(count == 1 ? "1 neuron" : $"{count} neurons", [.. Enumerable.Range(0, signal.Length).Select(i => (double)i)], response));
        }

        int[] sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];
        double[] silence = new double[context.Full ? 20_000 : 4000];
        double[] errors = [.. sizes.Select(count =>
            Math.Sqrt(new NoisyEnsemble(count, Noise).Respond(silence, RandomStream.For(context.Seed, Purpose.Evaluation, count)).Average(x => x * x)))];
        // The least-squares slope on logarithmic axes. Theory predicts −½.
        double[] x = [.. sizes.Select(count => Math.Log(count))], y = [.. errors.Select(error => Math.Log(error))];
        double slope = x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / x.Sum(a => Math.Pow(a - x.Average(), 2));
        (Tensor before, Tensor after) = Hebb(context);
        Measurement[] measurements =
        [
            new("exponent", "Exponent of the error as a function of the number of neurons", slope, "") { Published = -0.5, Source = "1/√n",
                Met = Math.Abs(slope + 0.5) < 0.02 },
            new("errorOfOne", "Root-mean-square error of one neuron", errors[0], ""),
            new("errorOfMany", $"Root-mean-square error of the mean of {sizes[^1]} neurons", errors[^1], ""),
        ];
        Report report = new(Title,
        [
            new ReportSection("Thresholds",
            [
                new Formula("a(x) = θ(w·x − w₀),   θ(z) = [z ≥ 0]"),
                new ReportTable("Outputs of threshold neurons", [new("x₁"), new("x₂"), new("AND"), new("OR"), new("NOT x₁")], [.. Truths()]),
            ]),
            new ReportSection("Hebb's rule",
            [
                new Paragraph("Neurons that fire together wire together. A synapse grows when both of its neurons fire and shrinks when only one fires. It " +
                    "is removed when it becomes too weak. Here twelve neurons see two noisy patterns. The synapses that remain connect neurons of the same " +
                    "pattern."),
                new FigureRow(
                [
                    new ReportFigure(ReportPicture.Of(new ImageTiles(before, new SheetOptions { PixelSize = 8, Shading = new PixelShading() }, 1)),
                        "Before learning: all synapses have the same strength.", "A gray square."),
                    new ReportFigure(ReportPicture.Of(new ImageTiles(after, new SheetOptions { PixelSize = 8, Shading = new PixelShading() }, 1)),
                        "After learning: two blocks, one per pattern. The other synapses are gone.", "A square with two dark blocks on its diagonal."),
                ]),
            ]),
            new ReportSection("Ensembles",
            [
                new ReportFigure(ReportPicture.Of(new Curves(responses,
                    new ChartOptions { Title = "A noisy sine", XLabel = "time", YLabel = "response" })),
                    $"The mean response of neurons whose noise has a standard deviation of {Noise}.", "A ragged curve and a smooth one."),
                new ReportFigure(
                    ReportPicture.Of(new Curves(
                        [new Series("measured", [.. sizes.Select(n => (double)n)], errors),
                            new Series("σ/√n", [.. sizes.Select(n => (double)n)], [.. sizes.Select(n => Noise / Math.Sqrt(n))])],
                        new ChartOptions { XLabel = "neurons", YLabel = "error of the mean" }, logX: true, logY: true)),
                    "The error falls as one over the square root of the number of neurons.", "Two straight lines on logarithmic axes."),
                new MeasuredTable("Measurements", [.. measurements.Select(m => m.ToRow())]),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static IEnumerable<IReadOnlyList<string>> Truths()
    {
        foreach ((float a, float b) in ((float, float)[])[(0, 0), (0, 1), (1, 0), (1, 1)])
        {
            string Answer(McCullochPittsNeuron neuron, params float[] inputs) => neuron.Fires(inputs) ? "1" : "0";
            yield return [$"{a}", $"{b}", Answer(McCullochPittsNeuron.And(2), a, b), Answer(McCullochPittsNeuron.Or(2), a, b),
                Answer(McCullochPittsNeuron.Not(), a)];
        }
    }

    private static (Tensor Before, Tensor After) Hebb(ExperimentContext context)
    {
        const int Neurons = 12;
        Tensor weights = Tensor.Filled(0.3f, Neurons, Neurons), before = weights.Clone();
        HebbianSynapses synapses = new(weights, growth: 0.01, decline: 0.01, least: 0.02);
        RandomStream random = RandomStream.For(context.Seed, Purpose.Initialization);
        for (int moment = 0; moment < 120; moment++)
        {
            bool[] fires = [.. Enumerable.Range(0, Neurons).Select(i => (i < Neurons / 2) == (moment % 2 == 0) != random.Uniform(moment, i) < 0.05)];
            synapses.Learn(fires, fires);
        }

        for (int i = 0; i < weights.Count; i++)
            weights.AsSpan()[i] = Math.Min(1, weights.AsSpan()[i]);
        return (before.Reshape(1, Neurons, Neurons), weights.Reshape(1, Neurons, Neurons));
    }
}
