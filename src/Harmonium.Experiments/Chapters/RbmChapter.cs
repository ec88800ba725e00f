using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Studies;
using Harmonium.Figures.Animations;
using Harmonium.Figures.Images;
using Harmonium.Learning;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Chapters;

/// <summary>The restricted Boltzmann machine on printed letters: samples, reconstructions, filters, and likelihood.</summary>
internal sealed class RbmChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "rbm";

    /// <inheritdoc/>
    public override string Title => "The restricted Boltzmann machine";

    /// <inheritdoc/>
    public override string Summary =>
        "An RBM learns 29 × 29 capital letters without labels. It reconstructs letters of unseen fonts, generates letters, and estimates the likelihood of " +
        "unseen letters.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits letters = context.Open("letters");
        Dataset train = letters.Train, test = letters.Test!;
        RbmSettings settings = new()
        {
            Seed = context.Seed,
            Hidden = context.Full ? 500 : 200,
            Schedule = new() { Epochs = context.Full ? 200 : 20, Batch = 100 },
            Optimizer = new() { LearningRate = 0.05, LearningRateSchedule = LearningRateSchedule.Exponential, FinalLearningRate = 0.002, AverageFrom = 0.8 },
            Energy = new() { Method = "pcd", Chains = 100 },
        };
        List<ImageSheet> frames = [];
        RestrictedBoltzmannMachine rbm = context.Train<RbmModel>("letters", settings, TrainingData.Of(letters), Film).Model.Rbm;
        RbmPictures pictures = new(rbm, train.Shape);
        IEnumerable<TrainingObserver> Film(RbmModel model)
        {
            RbmPictures forming = new(model.Rbm, train.Shape);
            return [new EpochAction(epoch => frames.Add(forming.FilterTiles(50, 10, $"epoch {epoch}")))];
        }

        int[] shown = Spread(test.Count, 26, context.Seed);
        Tensor unseen = test.Examples.Rows(shown);
        RbmEvaluation evaluation = RbmEvaluation.Of(
            rbm,
            new VisibleData(test, settings.Binarize, context.Seed),
            new VisibleData(train, settings.Binarize, context.Seed),
            new EvaluationOptions
            {
                Seed = context.Seed,
                Annealing = new AnnealingOptions
                {
                    Seed = context.Seed,
                    Ladder = context.Full ? AnnealingLadder.SalakhutdinovMurray
                : AnnealingLadder.Sigmoid(4000)
                }
            },
            new Progress<double>(share => context.Report("annealing", share)),
            context.Cancel);
        Measurement likelihood = Likelihoods.Of("testLogLikelihood", "Mean log-likelihood of letters of unseen fonts", evaluation);
        Measurement baseline = new("baselineLogLikelihood", "The same under independent pixels", evaluation.Baseline!.Value,
            "nats")
        { Binarize = settings.Binarize };
        likelihood = likelihood with { Met = evaluation.Converged && evaluation.TestLogLikelihood.Low > baseline.Measured };
        (IReadOnlyList<Measurement> ofKinds, IReadOnlyList<ReportSection> kinds) = OtherKinds(context);

        Report report = new(Title,
        [
            new ReportSection("The letters",
            [
                new Paragraph($"The training set has {train.Count:N0} images of {train.Shape.Height} × {train.Shape.Width} pixels. The test set has " +
                    $"{test.Count:N0} images of other fonts. Gray pixels are binarized at random each time an image is used, with the gray value as the " +
                    "probability."),
                new ReportFigure(ReportPicture.Of(new ImageTiles(pictures.AsImages(train.Examples.Rows(Spread(train.Count, 52, context.Seed + 1))),
                    new SheetOptions { Shading = new PixelShading(), PixelSize = 1 }, 26)), "Training letters.",
                    "Two rows of printed capital letters in many fonts."),
            ]),
            new ReportSection("The machine",
            [
                new Formula("E(v, h) = −a·v − b·h − v W h,   p(v) = Σₕ exp(−E(v, h)) / Z,   p(hⱼ = 1 | v) = σ(bⱼ + (vW)ⱼ)"),
                new Paragraph($"The RBM has {train.Examples.Columns} visible and {settings.Hidden} hidden units. It is trained for " +
                    $"{settings.Schedule.Epochs} epochs by persistent contrastive divergence with the centered gradient. Each tile below shows the weights " +
                    "of one hidden unit. Blue pixels switch the unit off; red pixels switch it on."),
                new ReportFigure(ReportPicture.Of(new Animation(frames)), "Filters during training, one frame per epoch.",
                    "Fifty filters that turn from noise into strokes."),
            ]),
            new ReportSection("Reconstructions",
            [
                new Paragraph("Letters of unseen fonts, their binarized images, and the reconstructions M[v | M[h | v]]."),
                new ReportFigure(ReportPicture.Of(pictures.Reconstructions(unseen, context.Seed)), "Original, binarized, reconstruction.",
                    "Rows of letters with their reconstructions below."),
            ]),
            new ReportSection("Samples",
            [
                new Paragraph("Each row is a Gibbs chain that starts at a letter. The RBM alternately samples features from pixels and pixels from features."),
                new ReportFigure(ReportPicture.Of(pictures.Fantasies(unseen.RowRange(0, 8), [0, 1, 2, 5, 10, 20, 50, 100, 200, 500], context.Seed)),
                    "Pixel probabilities after the given number of sweeps.", "Eight rows of letter-like images that drift with the number of sweeps."),
            ]),
            new ReportSection("How likely are unseen letters?",
            [
                new Paragraph("log Z is estimated from below and from above. Annealed importance sampling " +
                    $"({evaluation.LogPartition.Runs} runs, ladder {evaluation.LogPartition.Ladder}) lies below log Z in expectation. Reverse annealing " +
                    "lies above it when its starts are samples of the model. Here the starts are annealed particles after further Gibbs sampling. " +
                    $"The effective sample size is {evaluation.LogPartition.EffectiveSampleSize:F0}."),
                new MeasuredTable("Likelihood", [likelihood.ToRow(), baseline.ToRow()]),
            ]),
            .. kinds,
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome([likelihood, baseline, .. ofKinds], report);
    }

    /// <summary>Other unit types, each on suitable data. A section whose data are not available states the reason.</summary>
    private static (IReadOnlyList<Measurement> Measurements, IReadOnlyList<ReportSection> Sections) OtherKinds(ExperimentContext context)
    {
        List<Measurement> measurements = [];
        List<ReportSection> sections = [];
        Add("Patches", () =>
        {
            (IReadOnlyList<Measurement> found, ReportSection section, _) = GaussianImages.Patches(context.Full ? 40_000 : 20_000, context.Full ? 100
                : 30, [GaussianImages.DefaultDecay], context.Full ? AnnealingLadder.SalakhutdinovMurray : AnnealingLadder.Linear(1000), context);
            return (found, section);
        });
        Add("Faces", () => GaussianImages.Faces(context.Full ? 300 : 40, context));
        Add("Words", () => WordMachines.Section(context.Full ? 10_000 : 2000, context.Full ? 100 : 40, context));
        Add("A mixed table", () => Recipes.RbmMixedTable.FilledIn(context.Full ? 5000 : 500, context));
        return (measurements, sections);

        void Add(string name, Func<(IReadOnlyList<Measurement> Measurements, ReportSection Section)> make)
        {
            try
            {
                (IReadOnlyList<Measurement> found, ReportSection section) = make();
                measurements.AddRange(found);
                sections.Add(section);
            }
            catch (DataFileException absent)
            {
                sections.Add(new ReportSection(name, [new Paragraph($"This section is left out. {absent.Message}")]));
            }
        }
    }

    private static int[] Spread(int count, int wanted, ulong seed) => [.. RandomStream.For(seed, Purpose.General).Permutation(count).Take(wanted)];
}
