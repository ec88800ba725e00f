using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Images;
using Harmonium.Learning;
using Harmonium.Learning.LineSearch;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Schedules;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Experiments.Chapters;

/// <summary>Approximation by one hidden layer: XOR, a ring, a sine and |x|, as in the post that the lecture cites.</summary>
internal sealed class ApproximatorChapter : Chapter
{
    private const int Points = 200;
    private const int TestPoints = 400_000;
    private const int Epochs = 20;
    private const int LineSearches = 200;
    private const double RegressionNoise = 0.5;
    private const double CornerNoise = 0.15;

    // 2 Q (1 − Q) with Q = Q(½ / 0.15): noise moves exactly one of the two coordinates across the boundary.
    private const double BayesError = 0.000858;

    /// <inheritdoc/>
    public override string Id => "approximator";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        PageText text = context.Text(this).With(("points", Points), ("test", TestPoints), ("epochs", Epochs), ("searches", LineSearches),
            ("noise", RegressionNoise), ("corner", CornerNoise));
        (ReportFigure or, _) = Plane("OR", 2, Corners((a, b) => a || b), -0.6f, 1.6f, text, context);
        (ReportFigure and, _) = Plane("AND", 2, Corners((a, b) => a && b), -0.6f, 1.6f, text, context);
        (ReportFigure xor, double xorError) = Plane("XOR", 4, Corners((a, b) => a != b), -0.6f, 1.6f, text, context);
        (ReportFigure ring, double ringError) = Plane(text["ring"], 4, Ring, -1.6f, 1.6f, text, context);
        (ReportFigure sine, double sineError) = Regression("2.5 + sin x", x => 2.5 + Math.Sin(x), 0, 5, text, context);
        (ReportFigure absolute, double absoluteError) = Regression("|x|", Math.Abs, -1, 6.5f, text, context);
        double sampling = Math.Sqrt(BayesError / TestPoints);
        Measurement[] measurements =
        [
            new("xorError", text["m.xorError"], 100 * xorError, "%")
            {
                Published = 100 * BayesError, Source = text["source.bayes"], Met = xorError <= BayesError + (4 * sampling),
            },
            new("ringError", text["m.ringError"], 100 * ringError, "%"),
            new("sineError", text["m.sineError"], sineError, "") { Published = 0.02, Source = text["source.limit"], Met = sineError < 0.02 },
            new("absoluteError", text["m.absoluteError"], absoluteError, "") { Published = 0.02, Source = text["source.limit"], Met = absoluteError < 0.02 },
        ];
        return new ChapterForm(this, context, text, ["F(x) = Σ_i α_i φ(Σ_j w_ij x_j + β_i)"],
            [
                new ReportSection(text["classes.heading"], [new Paragraph(text["classes.text"]), new FigureRow([or, and, xor, ring])]),
                new ReportSection(text["functions.heading"], [new Paragraph(text["functions.text"]), new FigureRow([sine, absolute])]),
            ], measurements).ToOutcome();
    }

    private static Func<RandomStream, int, (float X, float Y, bool On)> Corners(Func<bool, bool, bool> function) => (random, i) =>
    {
        bool a = random.At(1).Uniform(i) < 0.5f, b = random.At(2).Uniform(i) < 0.5f;
        return ((a ? 1 : 0) + (float)(CornerNoise * random.Normal(i, 0)), (b ? 1 : 0) + (float)(CornerNoise * random.Normal(i, 1)), function(a, b));
    };

    private static (float X, float Y, bool On) Ring(RandomStream random, int i)
    {
        bool inside = random.At(1).Uniform(i) < 0.5f;
        double radius = (inside ? 0.35 : 1.1) + (0.12 * random.Normal(i, 0)), angle = 2 * Math.PI * random.At(2).Uniform(i);
        return ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)), inside);
    }

    private static (ReportFigure Film, double Error) Plane(string name, int units, Func<RandomStream, int, (float X, float Y, bool On)> draw, float low,
        float high, PageText text, ExperimentContext context)
    {
        // Noise moves about one point in a thousand across the boundary, so that many points are needed to locate it.
        const int Examples = 40_000;
        BernoulliLikelihoodLoss loss = new();
        RandomStream learned = RandomStream.For(context.Seed, Purpose.General, units);
        (Dataset train, Tensor targets) = Drawn(name, Examples, i => draw(learned, i));
        (float X, float Y, bool On)[] shown = [.. Enumerable.Range(0, Points).Select(i => draw(learned, i))];
        // A small network can get stuck, depending on its initial weights. Of six starts, the one with the lowest training loss is kept.
        (FeedForwardNetwork Network, double Loss, List<ImageSheet> Frames)? best = null;
        for (ulong start = 0; start < 6; start++)
        {
            List<ImageSheet> frames = [];
            FeedForwardNetwork network = Start(train, units, Activation.Logistic, start, context);
            Learn(
                network, loss, train, targets, batch: 400, Epochs, name, context,
                epoch => frames.Add(NetworkPictures.Plane(network, loss, low, high, shown, text.With(("epoch", epoch))["frame"])));
            Polish(network, loss, train, targets, context);
            frames.Add(NetworkPictures.Plane(network, loss, low, high, shown, "L-BFGS"));
            double fit = NetworkEvaluation.Of(network, loss, train, targets, context.Cancel).Loss;
            if (best is null || fit < best.Value.Loss)
                best = (network, fit, frames);
        }

        RandomStream fresh = RandomStream.For(context.Seed, Purpose.Evaluation, units);
        (Dataset test, Tensor answers) = Drawn(name, TestPoints, i => draw(fresh, i));
        Tensor found = NetworkEvaluation.Answers(best!.Value.Network, loss, test, context.Cancel);
        int wrong = 0;
        for (int i = 0; i < TestPoints; i++)
            wrong += (found[i, 0] >= 0.5f) == (answers[i, 0] == 1) ? 0 : 1;
        text = text.With(("name", name), ("units", units));
        return (ReportFigure.Of(ReportPicture.Of(new Animation(best.Value.Frames)), text, "plane"), (double)wrong / TestPoints);
    }

    private static FeedForwardNetwork Start(Dataset data, int units, Activation activation, ulong start, ExperimentContext context)
    {
        FeedForwardNetwork network = new(data.Shape, MultilayerPerceptron.Layers([units], 1, activation), context.Device);
        network.Initialize(new WeightInitialization(InitializationKind.Normal), context.Seed + (start * 1000));
        return network;
    }

    /// <summary>Trains by Adam with a learning rate that falls from 0.1 to 0.001. No model kind supports regression, so the network is trained here.</summary>
    private static void Learn(
        FeedForwardNetwork network, NetworkLoss loss, Dataset data, Tensor targets, int batch, int epochs, string name, ExperimentContext context,
            Action<int> show)
    {
        NetworkExamples examples = new(data, batch, context.Seed, context.Device) { Values = targets };
        NetworkLearningOptions options = new() { LearningRate = new ExponentialSchedule(0.1, 0.001) };
        NetworkLearner learner = new(network, loss, new AdamOptimizer(), examples, options, context.Seed);
        new Trainer(learner, epochs, [], [new DivergenceGuard(), new StageProgress(context, name), new EpochAction(show)]).Run(cancel: context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Continues with L-BFGS on all examples at once. The weight decay is so small that it only chooses among equally good fits.</summary>
    private static void Polish(FeedForwardNetwork network, NetworkLoss loss, Dataset data, Tensor targets, ExperimentContext context)
    {
        NetworkExamples examples = new(data, data.Count, context.Seed, context.Device) { Values = targets };
        LimitedMemoryBfgs minimizer = new() { LineSearches = LineSearches };
        NetworkLearner learner = new(network, loss, minimizer, examples, new NetworkLearningOptions { L2 = 3e-6 }, context.Seed);
        new Trainer(learner, epochs: 1, [], [new DivergenceGuard()]).Run(cancel: context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
    }

    private static (Dataset Data, Tensor Targets) Drawn(string name, int count, Func<int, (float X, float Y, bool On)> draw)
    {
        Tensor values = Tensor.Zeros(count, 2), targets = Tensor.Zeros(count, 1);
        for (int i = 0; i < count; i++)
        {
            (float x, float y, bool on) = draw(i);
            (values[i, 0], values[i, 1], targets[i, 0]) = (x, y, on ? 1 : 0);
        }

        return (new Dataset(name, new FloatExamples(values), ItemShape.Vector(2)), targets);
    }

    private static (ReportFigure Film, double Error) Regression(string name, Func<double, double> function, float low, float high, PageText text,
        ExperimentContext context)
    {
        const float End = 5;
        RandomStream random = RandomStream.For(context.Seed, Purpose.General, 77);
        Tensor x = Tensor.Zeros(Points, 1), y = Tensor.Zeros(Points, 1);
        for (int i = 0; i < Points; i++)
        {
            x[i, 0] = -End + (2 * End * i / (Points - 1));
            y[i, 0] = (float)(function(x[i, 0]) + (RegressionNoise * random.Normal(i)));
        }

        Dataset data = new(name, new FloatExamples(x), ItemShape.Vector(1));
        SquaredErrorLoss loss = new();
        (FeedForwardNetwork Network, double Loss, List<ImageSheet> Frames)? best = null;
        for (ulong start = 0; start < 6; start++)
        {
            List<ImageSheet> frames = [];
            FeedForwardNetwork network = Start(data, 3, Activation.Tanh, start, context);
            Learn(network, loss, data, y, batch: Points, epochs: 15_000, name, context, epoch =>
            {
                // The curve changes quickly at first: a frame every 10 epochs, later every 500.
                if (epoch <= 100 ? epoch % 10 == 0 : epoch % 500 == 0)
                    frames.Add(NetworkPictures.Function(network, -End, End, low, high, x, y, text.With(("epoch", epoch))["frame"]));
            });
            double fit = NetworkEvaluation.Of(network, loss, data, y, context.Cancel).Loss;
            if (best is null || fit < best.Value.Loss)
                best = (network, fit, frames);
        }

        const int Fine = 1001;
        Tensor places = Tensor.Zeros(Fine, 1);
        for (int i = 0; i < Fine; i++)
            places[i, 0] = -End + (2 * End * i / (Fine - 1));
        Tensor answers = best!.Value.Network.Output(new Tape(context.Device), places.To(context.Device)).Value;
        double error = Enumerable.Range(0, Fine).Average(i => Math.Pow(answers[i, 0] - function(places[i, 0]), 2));
        return (ReportFigure.Of(ReportPicture.Of(new Animation(best.Value.Frames)), text.With(("name", name)), "function"), error);
    }
}
