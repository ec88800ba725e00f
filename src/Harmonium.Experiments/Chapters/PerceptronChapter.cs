using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Images;
using Harmonium.Networks.Neurons;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Experiments.Chapters;

/// <summary>Rosenblatt's perceptron: what it can learn, the bound on its mistakes, and how it detects sets that cannot be separated.</summary>
internal sealed class PerceptronChapter : Chapter
{
    private const int Sets = 1000;
    private const int Points = 20;
    private const int Inputs = 3;
    private static readonly float[] _corners = [0, 0, 0, 1, 1, 0, 1, 1];

    /// <inheritdoc/>
    public override string Id => "perceptron";

    /// <inheritdoc/>
    public override string Title => "The perceptron";

    /// <inheritdoc/>
    public override string Summary =>
        $"The perceptron learns OR and AND but not XOR. On {Sets} random separable sets the number of mistakes stays below (R/γ)². On {Sets} sets that " +
        "cannot be separated, the perceptron detects this.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<ReportFigure> films = [];
        List<IReadOnlyList<string>> rows = [];
        foreach ((string name, int[] labels) in ((string, int[])[])[("OR", [0, 1, 1, 1]), ("AND", [0, 0, 0, 1]), ("XOR", [0, 1, 1, 0])])
        {
            (ReportFigure film, PerceptronResult result) = Film(name, labels);
            films.Add(film);
            rows.Add([name, result.End switch { PerceptronEnd.Separated => "separated", PerceptronEnd.Cycle => "the weights repeat: not separable", _ =>
                $"{result.End}" }, $"{result.Mistakes}", $"{result.Epochs}"]);
        }

        int within = 0, separated = 0, recognized = 0;
        double closest = 0;
        for (int set = 0; set < Sets; set++)
        {
            if (set % 50 == 0)
                context.Report("random sets", (double)set / Sets);
            context.Cancel.ThrowIfCancellationRequested();
            (Dataset data, double bound) = SeparableSet(context.Seed, set);
            PerceptronResult result = new Perceptron(Inputs).Learn(data, new PerceptronOptions { Epochs = 1_000_000 }, cancel: context.Cancel);
            separated += result.End == PerceptronEnd.Separated ? 1 : 0;
            within += result.Mistakes <= bound ? 1 : 0;
            closest = Math.Max(closest, result.Mistakes / bound);
            recognized += new Perceptron(Inputs)
                .Learn(NonSeparableSet(context.Seed, set), new PerceptronOptions { Epochs = 100_000 }, cancel: context.Cancel).Separable == false ? 1 : 0;
        }

        Measurement[] measurements =
        [
            new("setsWithinBound", $"Separable sets (of {Sets}) with at most (R/γ)² mistakes", within, "sets") { Published = Sets, Source = "Novikoff 1962",
                Met = within == Sets && separated == Sets },
            new("largestShareOfBound", "Largest ratio of mistakes to the bound", closest, ""),
            new("setsRecognized", $"Non-separable sets (of {Sets}) that were recognized", recognized, "sets") { Published = Sets,
                Source = "cycling theorem, Minsky & Papert 1969", Met = recognized == Sets },
        ];
        Report report = new(Title,
        [
            new ReportSection("Error correction",
            [
                new Formula("after a mistake: w ← w + η y x,   y = ±1"),
                new FigureRow(films),
                new ReportTable("Corners of the unit square",
                    [new("function"), new("result"), new("mistakes", Alignment.Right), new("epochs", Alignment.Right)], rows),
            ]),
            new ReportSection("The number of mistakes",
            [
                new Paragraph("If a plane separates examples of length at most R with a margin γ, the perceptron makes at most (R/γ)² mistakes in any " +
                    "order of the examples (Novikoff 1962). The margin used here is that of the plane that generated the set. The best plane has a larger " +
                    "margin and therefore a smaller bound."),
                new Paragraph("If no plane separates a set of examples with integer coordinates, the weights stay bounded and must repeat. Weights after " +
                    "an epoch that equal those after an earlier epoch prove that the set is not separable. Each set here contains one example twice, once " +
                    "in each class, among other examples on an integer grid."),
                new MeasuredTable("Random sets", [.. measurements.Select(m => m.ToRow())]),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static (ReportFigure Film, PerceptronResult Result) Film(string name, int[] labels)
    {
        (float, float, bool)[] points = [.. Enumerable.Range(0, 4).Select(i => (_corners[2 * i], _corners[(2 * i) + 1], labels[i] == 1))];
        List<ImageSheet> frames = [];
        void Shoot(Perceptron perceptron) => frames.Add(NetworkPictures.HalfPlane(perceptron.Weights.Row(0), -0.5f, 1.5f, points, $"mistake {frames.Count}"));
        Perceptron perceptron = new(2);
        Shoot(perceptron);
        PerceptronResult result = perceptron.Learn(Examples(_corners, 2, labels), new PerceptronOptions(), Shoot);
        return (new ReportFigure(ReportPicture.Of(new Animation(frames)), $"{name}: the decision line after each mistake.",
            "A line that moves between four points."), result);
    }

    private static (Dataset Data, double Bound) SeparableSet(ulong seed, int set)
    {
        RandomStream random = RandomStream.For(seed, Purpose.General, set);
        double[] plane = [.. Enumerable.Range(0, Inputs + 1).Select(i => (double)random.Normal(0, i))];
        double length = Math.Sqrt(plane.Sum(w => w * w)), margin = double.PositiveInfinity, radius = 0;
        List<float> values = [];
        List<int> labels = [];
        for (int i = 0; labels.Count < Points; i++)
        {
            float[] x = [.. Enumerable.Range(0, Inputs).Select(j => random.At(1).Normal(i, j))];
            double distance = (x.Select((number, j) => number * plane[j]).Sum() + plane[^1]) / length;
            if (Math.Abs(distance) < 0.05)
                continue;
            values.AddRange(x);
            labels.Add(distance > 0 ? 1 : 0);
            margin = Math.Min(margin, Math.Abs(distance));
            radius = Math.Max(radius, Math.Sqrt(1 + x.Sum(number => (double)number * number)));
        }

        return (Examples([.. values], Inputs, [.. labels]), radius * radius / (margin * margin));
    }

    private static Dataset NonSeparableSet(ulong seed, int set)
    {
        RandomStream random = RandomStream.For(seed, Purpose.Sampling, set);
        float[] values = [.. Enumerable.Range(0, Points * Inputs).Select(i => MathF.Round(random.Normal(i) * 2))];
        int[] labels = [.. Enumerable.Range(0, Points).Select(i => random.At(1).Uniform(i) < 0.5f ? 0 : 1)];
        values.AsSpan(0, Inputs).CopyTo(values.AsSpan(Inputs));
        labels[1] = 1 - labels[0];
        return Examples(values, Inputs, labels);
    }

    private static Dataset Examples(float[] values, int inputs, int[] labels) =>
        new("points", new FloatExamples(Tensor.From(values, labels.Length, inputs)), ItemShape.Vector(inputs)) { Labels = labels };
}
