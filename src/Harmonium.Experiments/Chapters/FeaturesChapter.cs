using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Evaluation.Monitors;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Figures.Charts;
using Harmonium.Figures.Images;
using Harmonium.Learning;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Chapters;

/// <summary>The features of hidden units, the effect of weight decay on them, and early stopping by the likelihood of held-out letters.</summary>
internal sealed class FeaturesChapter : Chapter
{
    // Few letters and many units, so that the RBM can overfit and weight decay has an effect.
    private const int Examples = 500;
    private const double SmallWeight = 0.02;
    private const double SparsityTarget = 0.1;

    /// <inheritdoc/>
    public override string Id => "features";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits letters = context.Open("letters");
        Dataset train = letters.Train.Shuffled(context.Seed).Range(0, Examples);
        Dataset validation = letters.Validation!.Shuffled(context.Seed).Range(0, Math.Min(Examples, letters.Validation!.Count));
        TrainingData few = TrainingData.Of(new DataSplits(train, validation, null));
        PageText text = context.Text(this).With(("examples", Examples), ("validation", validation.Count), ("hidden", Settings(context).Hidden),
            ("epochs", Settings(context).Schedule.Epochs), ("small", SmallWeight), ("sparsity", SparsityTarget));
        (string Id, double L1, double L2)[] ways = [("none", 0, 0), ("l2", 0, 0.01), ("l1", 0.003, 0)];
        List<Series> gaps = [];
        List<(string, Tensor)> weights = [];
        List<ReportFigure> filters = [], reconstructions = [];
        List<Measurement> measurements = [];
        Tensor looked = validation.Examples.Rows([.. Enumerable.Range(0, 12)]);
        foreach ((string id, double l1, double l2) in ways)
        {
            string way = text.With(("strength", Math.Max(l1, l2)))[$"way.{id}"];
            PageText words = text.With(("way", way));
            (RestrictedBoltzmannMachine rbm, double[] values) = Learn(way, l1, l2, few, context);
            gaps.Add(new Series(way, [.. Enumerable.Range(1, values.Length).Select(epoch => (double)epoch)], values));
            Tensor flat = rbm.Weights.Contiguous().Reshape(-1);
            weights.Add((way, flat));
            string suffix = $"{char.ToUpperInvariant(id[0])}{id[1..]}";
            measurements.Add(new Measurement($"smallWeights{suffix}", words["m.smallWeights"], Share(flat, SmallWeight), ""));
            measurements.Add(new Measurement($"freeEnergyGap{suffix}", words["m.freeEnergyGap"], values[^1], "nats"));
            RbmPictures pictures = new(rbm, train.Shape);
            filters.Add(ReportFigure.Of(ReportPicture.Of(pictures.FilterTiles(36, 9, oneScale: true)), words, "filters"));
            reconstructions.Add(ReportFigure.Of(ReportPicture.Of(pictures.Reconstructions(looked, context.Seed)), words, "reconstructions"));
        }

        // With rarely active units, a letter is the sum of a few features.
        RbmSettings sparse = Settings(context) with { Energy = new() { SparsityTarget = SparsityTarget, SparsityCost = 0.05 } };
        RestrictedBoltzmannMachine sparseRbm = context.Train<RbmModel>(text["stage.sparse"], sparse, few).Model.Rbm;
        ReportBlock[] basis = [.. Basis(sparseRbm, new RbmPictures(sparseRbm, train.Shape), validation, measurements, text, context.Seed)];
        measurements.Add(EarlyStopped(few, text, context));
        Measurement none = measurements.First(m => m.Name == "smallWeightsNone"), l1Small = measurements.First(m => m.Name == "smallWeightsL1");
        measurements[measurements.IndexOf(l1Small)] = l1Small with { Met = none.Measured < l1Small.Measured };
        return new ChapterForm(this, context, text,
            ["M[v | h] = σ(a + Σ_j h_j W_j)", "gap = M[F(v)]_unseen − M[F(v)]_training"],
            [
                new ReportSection(text["filters.heading"], [new Paragraph(text["filters.text"]), new FigureRow(filters)]),
                .. Digits(text, context),
                new ReportSection(text["reconstructions.heading"], [new FigureRow(reconstructions)]),
                new ReportSection(text["weights.heading"],
                    [ReportFigure.Of(ReportPicture.Of(new Histogram(weights, text.Labels("weights"), logCounts: true)), text, "weights")]),
                new ReportSection(text["basis.heading"], basis),
                new ReportSection(text["gaps.heading"], [ReportFigure.Of(ReportPicture.Of(new Curves(gaps, text.Labels("gaps"))), text, "gaps")]),
            ], measurements).ToOutcome();
    }

    private static (RestrictedBoltzmannMachine Rbm, double[] Gaps) Learn(string name, double l1, double l2, TrainingData few, ExperimentContext context)
    {
        RbmSettings plain = Settings(context), settings = plain with { Optimizer = plain.Optimizer with { L1 = l1, L2 = l2 } };
        DataSplits splits = few.Examples!;
        VisibleData seen = new(splits.Train, settings.Binarize, context.Seed), unseen = new(splits.Validation!, settings.Binarize, context.Seed);
        Trained<RbmModel> trained = context.Train<RbmModel>(
            name, settings, few, measure: model => [new Metric("freeEnergyGap", _ => FreeEnergyGap.Of(model.Rbm, seen, unseen, context.Seed))]);
        return (trained.Model.Rbm, trained.Curve("freeEnergyGap"));
    }

    /// <summary>Returns filters of digits, for comparison with those of letters, if MNIST is available.</summary>
    private static IEnumerable<ReportSection> Digits(PageText text, ExperimentContext context)
    {
        if (context.Data.Find(NamedSet.Find("mnist")!) is null)
            yield break;
        DataSplits mnist = context.Open("mnist");
        RbmSettings settings = Settings(context) with { Schedule = new() { Epochs = context.Full ? 50 : 10, Batch = 100 } };
        Dataset digits = context.Full ? mnist.Train : mnist.Train.Shuffled(context.Seed).Range(0, 10_000);
        RestrictedBoltzmannMachine rbm =
            context.Train<RbmModel>(text["stage.digits"], settings, TrainingData.Of(mnist with { Train = digits })).Model.Rbm;
        yield return new ReportSection(text["digits.heading"],
            [ReportFigure.Of(ReportPicture.Of(new RbmPictures(rbm, mnist.Train.Shape).FilterTiles(50, 10)), text, "digits")]);
    }

    /// <summary>Shows a letter as a sum of the features that it activates. The feature that explains most is added first.</summary>
    private static IEnumerable<ReportBlock> Basis(
        RestrictedBoltzmannMachine rbm, RbmPictures pictures, Dataset letters, List<Measurement> measurements, PageText text, ulong seed)
    {
        Tensor image = letters.Examples.Rows([0]);
        States shown = image.To(rbm.Weights.Device).SampleBernoulli(RandomStream.For(seed, Purpose.Evaluation, 1));
        Tensor means = rbm.MeanHiddenFrom(shown), hidden = Tensor.Zeros(means.Device, 1, means.Columns);
        List<int> open = [.. Enumerable.Range(0, means.Columns).Where(unit => means[0, unit] > 0.5)], order = [];
        int active = open.Count;
        List<Tensor> sums = [Sum(rbm, hidden)];
        List<double> errors = [Error(sums[0], shown)];
        while (open.Count > 0)
        {
            int best = open.MinBy(unit =>
            {
                hidden[0, unit] = 1;
                double error = Error(Sum(rbm, hidden), shown);
                hidden[0, unit] = 0;
                return error;
            });
            hidden[0, best] = 1;
            open.Remove(best);
            order.Add(best);
            sums.Add(Sum(rbm, hidden));
            errors.Add(Error(sums[^1], shown));
        }

        int enough = errors.FindIndex(error => error <= 1.1 * errors[^1]);
        text = text.With(("active", active), ("units", means.Columns));
        measurements.Add(new Measurement("featuresSwitchedOn", text["m.featuresSwitchedOn"], active, "features"));
        measurements.Add(new Measurement("featuresEnough", text["m.featuresEnough"], enough, "features"));
        int[] moments = [.. new[] { 0, 1, 2, 3, 4, 6, 8, 12, 16, active }.Where(k => k <= active).Distinct()];
        Tensor filters = rbm.Weights.Transpose().Contiguous(), tiles = Tensor.Zeros(Math.Min(10, Math.Max(1, active)), filters.Columns),
            steps = Tensor.Zeros(moments.Length, filters.Columns);
        for (int i = 0; i < Math.Min(tiles.Rows, active); i++)
            filters.Row(order[i]).CopyTo(tiles.Row(i));
        for (int i = 0; i < moments.Length; i++)
            sums[moments[i]].Row(0).CopyTo(steps.Row(i));
        yield return new Paragraph(text["basis.text"]);
        SheetOptions pixels = new() { Shading = new PixelShading(), PixelSize = 3 };
        yield return new FigureRow(
        [
            ReportFigure.Of(ReportPicture.Of(new ImageTiles(pictures.AsImages(image), pixels, 1)), text, "basis.letter"),
            ReportFigure.Of(ReportPicture.Of(new ImageTiles(pictures.AsImages(tiles), new SheetOptions { Shading = new WeightShading(), PixelSize = 2 }, 5)),
                text, "basis.features"),
        ]);
        yield return ReportFigure.Of(
            ReportPicture.Of(new ImageTiles(pictures.AsImages(steps), pixels with { PixelSize = 2 }, moments.Length)),
            text.With(("moments", string.Join(", ", moments))), "basis.sums");
    }

    private static Tensor Sum(RestrictedBoltzmannMachine rbm, Tensor hidden) => rbm.MeanVisibleFrom(States.Dense(hidden)).Contiguous();

    private static double Error(Tensor sum, States shown) => sum.Clone().AddScaled(shown.AsTensor(), -1).SumOfSquares();

    private static Measurement EarlyStopped(TrainingData letters, PageText text, ExperimentContext context)
    {
        const string Watched = "validationPseudoLogLikelihood";
        RbmSettings plain = Settings(context), stopped = plain with { StopOn = Watched, Schedule = plain.Schedule with { Patience = 5 } };
        double[] values = context.Train<RbmModel>(text["stage.stopped"], stopped, letters).Curve(Watched);
        int best = 1 + values.IndexOf(values.Max());
        return new Measurement("bestEpoch", text["m.bestEpoch"], best, "epochs");
    }

    private static RbmSettings Settings(ExperimentContext context) => new()
    {
        Seed = context.Seed,
        Hidden = 100,
        Schedule = new() { Epochs = context.Full ? 500 : 100, Batch = 50 },
        Optimizer = new() { LearningRate = 0.05, LearningRateSchedule = LearningRateSchedule.Constant },
    };

    private static double Share(Tensor weights, double below)
    {
        int count = 0;
        foreach (float w in weights.AsSpan())
            count += Math.Abs(w) < below ? 1 : 0;
        return (double)count / weights.Count;
    }
}
