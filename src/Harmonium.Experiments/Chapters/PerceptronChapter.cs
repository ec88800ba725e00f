using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
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
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        PageText text = context.Text(this).With(("sets", Sets), ("points", Points), ("inputs", Inputs));
        List<ReportFigure> films = [];
        List<IReadOnlyList<string>> rows = [];
        foreach ((string name, int[] labels) in ((string, int[])[])[("OR", [0, 1, 1, 1]), ("AND", [0, 0, 0, 1]), ("XOR", [0, 1, 1, 0])])
        {
            (ReportFigure film, PerceptronResult result) = Film(labels, text.With(("function", name)));
            films.Add(film);
            rows.Add([name, text[$"end.{result.End}"], text.Count(result.Mistakes), text.Count(result.Epochs)]);
        }

        TableColumn[] columns =
        [
            new(text["column.function"]), new(text["column.result"]),
            new(text["column.mistakes"], Alignment.Right), new(text["column.epochs"], Alignment.Right),
        ];
        return new ChapterForm(this, context, text, ["y = θ(w·x)", "w ← w + η (t − y) x", "k ≤ {R^2}/{γ^2}"],
            [new ReportSection(text["corners.heading"], [new FigureRow(films), new ReportTable(text["corners"], columns, rows)])],
            RandomSets(text, context)).ToOutcome();
    }

    /// <summary>Counts the mistakes on separable sets and the recognized sets among those that are not separable.</summary>
    private static Measurement[] RandomSets(PageText text, ExperimentContext context)
    {
        int within = 0, separated = 0, recognized = 0;
        double closest = 0;
        for (int set = 0; set < Sets; set++)
        {
            if (set % 50 == 0)
                context.Report(text["stage.sets"], (double)set / Sets);
            context.Cancel.ThrowIfCancellationRequested();
            (Dataset data, double bound) = SeparableSet(context.Seed, set);
            PerceptronResult result = new Perceptron(Inputs).Learn(data, new PerceptronOptions { Epochs = 1_000_000 }, cancel: context.Cancel);
            separated += result.End == PerceptronEnd.Separated ? 1 : 0;
            within += result.Mistakes <= bound ? 1 : 0;
            closest = Math.Max(closest, result.Mistakes / bound);
            recognized += new Perceptron(Inputs)
                .Learn(NonSeparableSet(context.Seed, set), new PerceptronOptions { Epochs = 100_000 }, cancel: context.Cancel).Separable == false ? 1 : 0;
        }

        return
        [
            new Measurement("setsWithinBound", text["m.setsWithinBound"], within, "sets") { Published = Sets, Source = "Novikoff 1962",
                Met = within == Sets && separated == Sets },
            new("largestShareOfBound", text["m.largestShareOfBound"], closest, ""),
            new Measurement("setsRecognized", text["m.setsRecognized"], recognized, "sets") { Published = Sets, Source = text["source.cycling"],
                Met = recognized == Sets },
        ];
    }

    private static (ReportFigure Film, PerceptronResult Result) Film(int[] labels, PageText text)
    {
        (float, float, bool)[] points = [.. Enumerable.Range(0, 4).Select(i => (_corners[2 * i], _corners[(2 * i) + 1], labels[i] == 1))];
        List<ImageSheet> frames = [];
        void Shoot(Perceptron perceptron) => frames.Add(NetworkPictures.HalfPlane(perceptron.Weights.Row(0), -0.5f, 1.5f, points,
            text.With(("mistake", frames.Count))["frame"]));
        Perceptron perceptron = new(2);
        Shoot(perceptron);
        PerceptronResult result = perceptron.Learn(Examples(_corners, 2, labels), new PerceptronOptions(), Shoot);
        return (ReportFigure.Of(ReportPicture.Of(new Animation(frames)), text, "film"), result);
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
