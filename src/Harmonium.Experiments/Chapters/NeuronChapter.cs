using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
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
    private const int Neurons = 12;
    private const int Moments = 120;

    /// <inheritdoc/>
    public override string Id => "neuron";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int[] sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];
        PageText text = context.Text(this).With(("noise", Noise), ("most", sizes[^1]), ("neurons", Neurons), ("moments", Moments));
        double[] silence = new double[context.Full ? 20_000 : 4000];
        double[] errors = [.. sizes.Select(count =>
            Math.Sqrt(new NoisyEnsemble(count, Noise).Respond(silence, RandomStream.For(context.Seed, Purpose.Evaluation, count)).Average(x => x * x)))];
        // The least-squares slope on logarithmic axes. Theory predicts −½.
        double[] x = [.. sizes.Select(count => Math.Log(count))], y = [.. errors.Select(error => Math.Log(error))];
        double slope = x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / x.Sum(a => Math.Pow(a - x.Average(), 2));
        Measurement[] measurements =
        [
            new("exponent", text["m.exponent"], slope, "") { Published = -0.5, Source = "1/√n", Met = Math.Abs(slope + 0.5) < 0.02 },
            new("errorOfOne", text["m.errorOfOne"], errors[0], ""),
            new("errorOfMany", text["m.errorOfMany"], errors[^1], ""),
        ];
        double[] counts = [.. sizes.Select(n => (double)n)];
        Curves falling = new(
            [new Series(text["measured"], counts, errors), new Series("σ/√n", counts, [.. counts.Select(n => Noise / Math.Sqrt(n))])],
            text.Labels("errors"), logX: true, logY: true);
        return new ChapterForm(this, context, text, ["a(x) = θ(Σ_i w_i x_i − w_0)", "θ(z) = [z ≥ 0]", "Δw_ij = ε x_i x_j"],
            [
                new ReportSection(text["thresholds.heading"],
                    [new ReportTable(text["thresholds"], [new("x₁"), new("x₂"), new("AND"), new("OR"), new("NOT x₁")], [.. Truths()])]),
                new ReportSection(text["hebb.heading"], [new Paragraph(text["hebb.text"]), new FigureRow([.. Hebb(text, context)])]),
                new ReportSection(text["ensembles.heading"],
                [
                    ReportFigure.Of(ReportPicture.Of(new Curves(Responses(text, context), text.Labels("responses"))), text, "responses"),
                    ReportFigure.Of(ReportPicture.Of(falling), text, "errors"),
                ]),
            ], measurements).ToOutcome();
    }

    /// <summary>Returns the responses of one neuron and of a hundred to a sine.</summary>
    private static Series[] Responses(PageText text, ExperimentContext context)
    {
        double[] signal = [.. Enumerable.Range(0, 200).Select(i => Math.Sin(i * 2 * Math.PI / 100))];
        double[] times = [.. Enumerable.Range(0, signal.Length).Select(i => (double)i)];
        int[] counts = [1, 100];
        return [.. counts.Select(count => new Series(text.With(("count", count))[count == 1 ? "one" : "many"], times,
            new NoisyEnsemble(count, Noise).Respond(signal, RandomStream.For(context.Seed, Purpose.General, count))))];
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

    /// <summary>Returns the synapses before and after Hebbian learning.</summary>
    private static IEnumerable<ReportFigure> Hebb(PageText text, ExperimentContext context)
    {
        Tensor weights = Tensor.Filled(0.3f, Neurons, Neurons);
        yield return Picture("before");
        HebbianSynapses synapses = new(weights, growth: 0.01, decline: 0.01, least: 0.02);
        RandomStream random = RandomStream.For(context.Seed, Purpose.Initialization);
        for (int moment = 0; moment < Moments; moment++)
        {
            bool[] fires = [.. Enumerable.Range(0, Neurons).Select(i => (i < Neurons / 2) == (moment % 2 == 0) != random.Uniform(moment, i) < 0.05)];
            synapses.Learn(fires, fires);
        }

        for (int i = 0; i < weights.Count; i++)
            weights.AsSpan()[i] = Math.Min(1, weights.AsSpan()[i]);
        yield return Picture("after");

        ReportFigure Picture(string key)
        {
            Tensor image = weights.Clone().Reshape(1, Neurons, Neurons);
            return ReportFigure.Of(ReportPicture.Of(new ImageTiles(image, new SheetOptions { PixelSize = 8, Shading = new PixelShading() }, 1)), text, key);
        }
    }
}
