using Harmonium.Data;
using Harmonium.Figures;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Experiments.Chapters;

/// <summary>What hidden units look for, and what weight decay does to that; stopping where unseen letters stop getting likelier.</summary>
public sealed class FeaturesChapter : Chapter
{
    // Few letters and many units, so that learning by heart is within reach and decay has something to prevent.
    private const int Examples = 500;

    /// <inheritdoc/>
    public override string Id => "features";

    /// <inheritdoc/>
    public override string Title => "Features and regularisation";

    /// <inheritdoc/>
    public override string Summary => "Filters, weights and the free-energy gap without decay, with L2 and with L1; an image as the sum of the few features that it switches on; early stopping.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataParts letters = context.Open("letters");
        Dataset train = letters.Train.Shuffled(context.Seed).Range(0, Examples);
        Dataset validation = letters.Validation!.Shuffled(context.Seed).Range(0, Math.Min(Examples, letters.Validation!.Count));
        (string Name, string Id, double L1, double L2)[] ways = [("no decay", "none", 0, 0), ("L2 = 0.01", "l2", 0, 0.01), ("L1 = 0.003", "l1", 0.003, 0)];
        List<Series> gaps = [];
        List<(string, Tensor)> weights = [];
        List<ReportFigure> filters = [];
        List<Measurement> measurements = [];
        List<ReportBlock> basis = [];
        foreach ((string name, string id, double l1, double l2) in ways)
        {
            RbmTrial trial = Trial(context, new EnergyLearningOptions { LearningRate = 0.05, L1 = l1, L2 = l2 });
            Rbm rbm = trial.Start(train, context);
            VisibleData seen = new(train, trial.Binarisation, context.Seed), unseen = new(validation, trial.Binarisation, context.Seed);
            List<double> epochs = [], values = [];
            trial.Train(rbm, train, context, name, new EpochAction(epoch =>
            {
                epochs.Add(epoch);
                values.Add(FreeEnergyGap.Of(rbm, seen, unseen, context.Seed));
            }));
            gaps.Add(new Series(name, epochs, values));
            Tensor flat = rbm.Weights.Contiguous().Reshape(-1);
            weights.Add((name, flat));
            double small = Share(flat, 0.02);
            measurements.Add(new Measurement($"smallWeights{char.ToUpperInvariant(id[0])}{id[1..]}", $"{name}: share of weights below 0.02 in magnitude", small, ""));
            measurements.Add(new Measurement($"freeEnergyGap{char.ToUpperInvariant(id[0])}{id[1..]}", $"{name}: free-energy gap, letters of unseen fonts less those learnt from", values[^1], "nats"));
            RbmPictures pictures = new(rbm, train.Shape);
            filters.Add(new ReportFigure(ReportPicture.Of(pictures.FilterTiles(36, 9, oneScale: true)), name, $"Thirty-six filters learnt with {name}."));
            if (id == "l1")
                basis.AddRange(Basis(rbm, pictures, validation, context.Seed));
        }

        Measurement stopped = EarlyStopped(train, validation, context);
        measurements.Add(stopped);
        measurements[0] = measurements[0] with { Met = measurements[0].Measured < measurements[4].Measured };
        Report report = new(Title,
        [
            new ReportSection("Filters", [new Paragraph($"{Examples:N0} letters, 100 hidden units. Decay of the weights makes filters simpler: L2 shrinks all of them, L1 sets most to almost nothing and leaves strokes."), new FigureRow(filters)]),
            new ReportSection("Weights",
            [
                new ReportFigure(ReportPicture.Of(new Histogram(weights, new ChartOptions { Title = "Weights after learning", XLabel = "weight", YLabel = "count" }, logCounts: true)), "Histograms of all weights, counts on a logarithmic scale.", "Three histograms of weights."),
            ]),
            new ReportSection("A letter as a sum of features", basis),
            new ReportSection("Learning by heart",
            [
                new Formula("gap = M[F(v)] over unseen letters − M[F(v)] over as many seen ones"),
                new Paragraph("The free energy needs no log Z to be compared (Hinton 2010, section 6): while the gap stays small the machine has learnt letters, not these letters."),
                new ReportFigure(ReportPicture.Of(new Curves(gaps, new ChartOptions { Title = "Free-energy gap", XLabel = "epoch", YLabel = "nats" })), "The gap over the epochs.", "Three curves of the free-energy gap."),
            ]),
            new ReportSection("Figures", [new MeasuredTable("After the last epoch", [.. measurements.Select(m => m.ToRow())])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    /// <summary>The letter, the strongest of the features it switches on, and what all of them make together.</summary>
    private static IEnumerable<ReportBlock> Basis(Rbm rbm, RbmPictures pictures, Dataset letters, ulong seed)
    {
        const int Strongest = 8;
        Tensor image = letters.Examples.Rows([0]);
        States shown = image.To(rbm.Weights.Device).SampleBernoulli(RandomStream.For(seed, Purpose.Evaluation, 1));
        Tensor input = rbm.HiddenInput(shown), means = rbm.MeanHiddenFrom(shown);
        int[] order = [.. Enumerable.Range(0, means.Columns).OrderByDescending(unit => means[0, unit] * input[0, unit])];
        Tensor filters = rbm.Weights.Transpose().Contiguous(), tiles = Tensor.Zeros(Strongest, filters.Columns);
        for (int i = 0; i < Strongest; i++)
            filters.Row(order[i]).CopyTo(tiles.Row(i));
        int active = Enumerable.Range(0, means.Columns).Count(unit => means[0, unit] > 0.5);
        yield return new Paragraph($"An RBM is a basis: the pixels' input is a + Σⱼ hⱼ Wⱼ, a sum of the filters of the units that are on. This letter switches {active} of {means.Columns} units on.");
        yield return new FigureRow(
        [
            new ReportFigure(ReportPicture.Of(new ImageTiles(pictures.AsImages(image), new SheetOptions { Shading = new PixelShading(), PixelSize = 3 }, 1)), "The letter.", "A letter."),
            new ReportFigure(ReportPicture.Of(new ImageTiles(pictures.AsImages(tiles), new SheetOptions { Shading = new WeightShading(), PixelSize = 2 }, 4)), "The features that speak loudest for it.", "Eight filters."),
            new ReportFigure(ReportPicture.Of(new ImageTiles(pictures.AsImages(rbm.Reconstruct(shown)), new SheetOptions { Shading = new PixelShading(), PixelSize = 3 }, 1)), "Their sum, through the logistic function.", "The reconstructed letter."),
        ]);
    }

    private static Measurement EarlyStopped(Dataset train, Dataset validation, ExperimentContext context)
    {
        RbmTrial trial = Trial(context, new EnergyLearningOptions { LearningRate = 0.05 });
        Rbm rbm = trial.Start(train, context);
        VisibleData unseen = new(validation, trial.Binarisation, context.Seed);
        EarlyStopping stopping = new("pseudoLogLikelihood", patience: 5, higherIsBetter: true);
        trial.Train(rbm, train, context, "early stopping", [new Metric("pseudoLogLikelihood", _ => PseudoLikelihood.OverSampledUnits(rbm, unseen, context.Seed))], stopping);
        return new Measurement("bestEpoch", "Epoch at which the pseudo-log-likelihood of unseen letters was best, without decay", stopping.BestEpoch, "epochs");
    }

    private static RbmTrial Trial(ExperimentContext context, EnergyLearningOptions learning) =>
        new() { Hidden = 100, Epochs = context.Full ? 500 : 100, Batch = 50, Learning = learning };

    private static double Share(Tensor weights, double below)
    {
        int count = 0;
        foreach (float w in weights.AsSpan())
            count += Math.Abs(w) < below ? 1 : 0;
        return (double)count / weights.Count;
    }
}
