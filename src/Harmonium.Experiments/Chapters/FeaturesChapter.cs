using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Evaluation.Monitors;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
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

    /// <inheritdoc/>
    public override string Id => "features";

    /// <inheritdoc/>
    public override string Title => "Features and regularization";

    /// <inheritdoc/>
    public override string Summary =>
        "The chapter compares filters, weights and the free-energy gap without weight decay, with L2 and with L1. It shows reconstructions, an image as " +
        "the sum of the few features that it activates, and early stopping.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits letters = context.Open("letters");
        Dataset train = letters.Train.Shuffled(context.Seed).Range(0, Examples);
        Dataset validation = letters.Validation!.Shuffled(context.Seed).Range(0, Math.Min(Examples, letters.Validation!.Count));
        TrainingData few = TrainingData.Of(new DataSplits(train, validation, null));
        (string Name, string Id, double L1, double L2)[] ways = [("no decay", "none", 0, 0), ("L2 = 0.01", "l2", 0, 0.01), ("L1 = 0.003", "l1", 0.003, 0)];
        List<Series> gaps = [];
        List<(string, Tensor)> weights = [];
        List<ReportFigure> filters = [];
        List<Measurement> measurements = [];
        List<ReportFigure> reconstructions = [];
        List<ReportBlock> basis = [];
        Tensor looked = validation.Examples.Rows([.. Enumerable.Range(0, 12)]);
        foreach ((string name, string id, double l1, double l2) in ways)
        {
            RbmSettings plain = Settings(context), settings = plain with { Optimizer = plain.Optimizer with { L1 = l1, L2 = l2 } };
            VisibleData seen = new(train, settings.Binarize, context.Seed), unseen = new(validation, settings.Binarize, context.Seed);
            Trained<RbmModel> trained = context.Train<RbmModel>(
                name, settings, few, measure: model => [new Metric("freeEnergyGap", _ => FreeEnergyGap.Of(model.Rbm, seen, unseen, context.Seed))]);
            RestrictedBoltzmannMachine rbm = trained.Model.Rbm;
            double[] values = trained.Curve("freeEnergyGap");
            gaps.Add(new Series(name, [.. Enumerable.Range(1, values.Length).Select(epoch => (double)epoch)], values));
            Tensor flat = rbm.Weights.Contiguous().Reshape(-1);
            weights.Add((name, flat));
            double small = Share(flat, 0.02);
            measurements.Add(new Measurement($"smallWeights{char.ToUpperInvariant(id[0])}{id[1..]}", $"{name}: fraction of weights with a magnitude below 0.02",
                small, ""));
            measurements.Add(new Measurement($"freeEnergyGap{char.ToUpperInvariant(id[0])}{id[1..]}",
                $"{name}: free-energy gap, letters of unseen fonts minus training letters", values[^1], "nats"));
            RbmPictures pictures = new(rbm, train.Shape);
            filters.Add(new ReportFigure(ReportPicture.Of(pictures.FilterTiles(36, 9, oneScale: true)), name, $"Thirty-six filters learned with {name}."));
            reconstructions.Add(new ReportFigure(ReportPicture.Of(pictures.Reconstructions(looked, context.Seed)), name,
                $"Letters of unseen fonts and their reconstructions by the RBM trained with {name}."));
        }

        // With rarely active units, a letter is the sum of a few features.
        RbmSettings sparse = Settings(context) with { Energy = new() { SparsityTarget = 0.1, SparsityCost = 0.05 } };
        RestrictedBoltzmannMachine sparseRbm = context.Train<RbmModel>("sparse features", sparse, few).Model.Rbm;
        basis.AddRange(Basis(sparseRbm, new RbmPictures(sparseRbm, train.Shape), validation, measurements, context.Seed));
        Measurement stopped = EarlyStopped(few, context);
        measurements.Add(stopped);
        Measurement none = measurements.First(m => m.Name == "smallWeightsNone"), l1Small = measurements.First(m => m.Name == "smallWeightsL1");
        measurements[measurements.IndexOf(l1Small)] = l1Small with { Met = none.Measured < l1Small.Measured };
        Report report = new(Title,
        [
            new ReportSection("Filters", [
                new Paragraph($"An RBM of 100 hidden units learns {Examples:N0} letters. Weight decay makes its filters simpler. L2 shrinks all weights. L1 " +
                "reduces most of them to almost zero and leaves strokes."), new FigureRow(filters)]),
            .. Digits(context),
            new ReportSection("Reconstructions",
                [new Paragraph("Letters of unseen fonts, their binarized images, and the reconstructions M[v | M[h | v]]."), .. reconstructions]),
            new ReportSection("Weights",
            [
                new ReportFigure(ReportPicture.Of(new Histogram(weights,
                    new ChartOptions { Title = "Weights after training", XLabel = "weight", YLabel = "count" }, logCounts: true)),
                    "Histograms of all weights. The counts are on a logarithmic scale.", "Three histograms of weights."),
            ]),
            new ReportSection("A letter as a sum of features", basis),
            new ReportSection("Overfitting",
            [
                new Formula("gap = M[F(v)] over unseen letters − M[F(v)] over equally many training letters"),
                new Paragraph("Free energies can be compared without log Z (Hinton 2010, section 6). While the gap stays small, the RBM has learned " +
                    "letters in general, not the individual training letters."),
                new ReportFigure(ReportPicture.Of(new Curves(gaps, new ChartOptions { Title = "Free-energy gap", XLabel = "epoch", YLabel = "nats" })),
                    "The free-energy gap per epoch.", "Three curves of the free-energy gap."),
            ]),
            new ReportSection("Measurements", [new MeasuredTable("After the last epoch", [.. measurements.Select(m => m.ToRow())])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    /// <summary>Returns filters of digits, for comparison with those of letters, if MNIST is available.</summary>
    private static IEnumerable<ReportSection> Digits(ExperimentContext context)
    {
        if (context.Data.Find(NamedSet.Find("mnist")!) is null)
            yield break;
        DataSplits mnist = context.Open("mnist");
        RbmSettings settings = Settings(context) with { Schedule = new() { Epochs = context.Full ? 50 : 10, Batch = 100 } };
        Dataset digits = context.Full ? mnist.Train : mnist.Train.Shuffled(context.Seed).Range(0, 10_000);
        RestrictedBoltzmannMachine rbm = context.Train<RbmModel>("digits", settings, TrainingData.Of(mnist with { Train = digits })).Model.Rbm;
        yield return new ReportSection("Filters of digits",
        [
            new ReportFigure(ReportPicture.Of(new RbmPictures(rbm, mnist.Train.Shape).FilterTiles(50, 10)),
                "Fifty of a hundred filters of handwritten digits (MNIST), without decay.", "Fifty filters that detect strokes of digits."),
        ]);
    }

    /// <summary>Shows a letter as a sum of the features that it activates. The feature that explains most is added first.</summary>
    private static IEnumerable<ReportBlock> Basis(
        RestrictedBoltzmannMachine rbm, RbmPictures pictures, Dataset letters, List<Measurement> measurements, ulong seed)
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
        measurements.Add(new Measurement("featuresSwitchedOn",
            $"Features (of {means.Columns}) that a letter activates, trained with a sparsity target of 0.1", active, "features"));
        measurements.Add(new Measurement("featuresEnough",
            "Number of these features, added best first, that come within a tenth of the error of all", enough, "features"));
        int[] moments = [.. new[] { 0, 1, 2, 3, 4, 6, 8, 12, 16, active }.Where(k => k <= active).Distinct()];
        Tensor filters = rbm.Weights.Transpose().Contiguous(), tiles = Tensor.Zeros(Math.Min(10, Math.Max(1, active)), filters.Columns),
            steps = Tensor.Zeros(moments.Length, filters.Columns);
        for (int i = 0; i < Math.Min(tiles.Rows, active); i++)
            filters.Row(order[i]).CopyTo(tiles.Row(i));
        for (int i = 0; i < moments.Length; i++)
            sums[moments[i]].Row(0).CopyTo(steps.Row(i));
        yield return new Formula("M[v | h] = σ(a + Σⱼ hⱼ Wⱼ)");
        yield return new Paragraph("The filters of an RBM are a basis: the input of the pixels is the sum of the filters of the active units. This RBM was " +
            "trained with a sparsity target of 0.1 (Hinton 2010, section 11), so that units are rarely active. " +
            $"The letter activates {active} of {means.Columns} units. The strip adds them one at a time. Each step adds the unit that brings the sum " +
            "closest to the letter.");
        yield return new FigureRow(
        [
            new ReportFigure(ReportPicture.Of(new ImageTiles(pictures.AsImages(image), new SheetOptions { Shading = new PixelShading(), PixelSize = 3 },
                1)), "The letter.", "A letter."),
            new ReportFigure(ReportPicture.Of(new ImageTiles(pictures.AsImages(tiles), new SheetOptions { Shading = new WeightShading(), PixelSize = 2 },
                5)), "The features in the order in which they are added.", "Filters of the units that the letter switches on."),
        ]);
        yield return new ReportFigure(
            ReportPicture.Of(new ImageTiles(pictures.AsImages(steps), new SheetOptions { Shading = new PixelShading(), PixelSize = 2 }, moments.Length)),
                $"The sum of the first {string.Join(", ", moments)} features.", "The letter as it takes shape.");
    }

    private static Tensor Sum(RestrictedBoltzmannMachine rbm, Tensor hidden) => rbm.MeanVisibleFrom(States.Dense(hidden)).Contiguous();

    private static double Error(Tensor sum, States shown) => sum.Clone().AddScaled(shown.AsTensor(), -1).SumOfSquares();

    private static Measurement EarlyStopped(TrainingData letters, ExperimentContext context)
    {
        const string Watched = "validationPseudoLogLikelihood";
        RbmSettings plain = Settings(context), stopped = plain with { StopOn = Watched, Schedule = plain.Schedule with { Patience = 5 } };
        double[] values = context.Train<RbmModel>("early stopping", stopped, letters).Curve(Watched);
        int best = 1 + values.IndexOf(values.Max());
        return new Measurement("bestEpoch", "Epoch with the best pseudo-log-likelihood of held-out letters, without decay", best, "epochs");
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
