using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
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
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits letters = context.Open("letters");
        Dataset train = letters.Train, test = letters.Test!;
        RbmSettings settings = Settings(context);
        PageText text = context.Text(this).With(
            ("train", train.Count), ("test", test.Count), ("height", train.Shape.Height), ("width", train.Shape.Width),
            ("visible", train.Examples.Columns), ("hidden", settings.Hidden), ("epochs", settings.Schedule.Epochs));
        List<ImageSheet> frames = [];
        RestrictedBoltzmannMachine rbm = context.Train<RbmModel>("letters", settings, TrainingData.Of(letters), Film).Model.Rbm;
        IEnumerable<TrainingObserver> Film(RbmModel model)
        {
            RbmPictures forming = new(model.Rbm, train.Shape);
            return [new EpochAction(epoch => frames.Add(forming.FilterTiles(50, 10, text.With(("epoch", epoch))["frame"])))];
        }

        RbmEvaluation evaluation = Evaluate(rbm, train, test, settings, context);
        Measurement likelihood = Likelihoods.Of("testLogLikelihood", text["m.testLogLikelihood"], evaluation);
        Measurement baseline = new("baselineLogLikelihood", text["m.baselineLogLikelihood"], evaluation.Baseline!.Value, "nats")
        { Binarize = settings.Binarize };
        likelihood = likelihood with
        {
            Met = evaluation.Converged && evaluation.TestLogLikelihood.Low > baseline.Measured,
            Source = evaluation.Doubt ?? "",
        };
        (IReadOnlyList<Measurement> ofKinds, IReadOnlyList<ReportSection> kinds) = OtherKinds(context, text);
        text = text.With(("runs", evaluation.LogPartition.Runs), ("ladder", evaluation.LogPartition.Ladder ?? ""),
            ("effective", text.Fixed(evaluation.LogPartition.EffectiveSampleSize ?? double.NaN, 0)));
        ReportSection[] figures = [.. Figures(rbm, train, test, frames, text, context), .. kinds];
        return new ChapterForm(this, context, text,
            [
                "E(v, h) = −Σ_i a_i v_i − Σ_j b_j h_j − Σ_{i,j} v_i W_ij h_j",
                "p(v) = {1}/{Z} Σ_h exp(−E(v, h))",
                "p(h_j = 1 | v) = σ(b_j + Σ_i v_i W_ij)",
            ], figures, [likelihood, baseline])
        { Others = ofKinds }.ToOutcome();
    }

    private static RbmSettings Settings(ExperimentContext context) => new()
    {
        Seed = context.Seed,
        Hidden = context.Full ? 500 : 200,
        Schedule = new() { Epochs = context.Full ? 200 : 20, Batch = 100 },
        Optimizer = new() { LearningRate = 0.05, LearningRateSchedule = LearningRateSchedule.Exponential, FinalLearningRate = 0.002, AverageFrom = 0.8 },
        Energy = new() { Method = "pcd", Chains = 100 },
    };

    private static RbmEvaluation Evaluate(
        RestrictedBoltzmannMachine rbm, Dataset train, Dataset test, RbmSettings settings, ExperimentContext context)
    {
        AnnealingLadder ladder = context.Full ? AnnealingLadder.SalakhutdinovMurray : AnnealingLadder.Sigmoid(4000);
        return RbmEvaluation.Of(
            rbm,
            new VisibleData(test, settings.Binarize, context.Seed),
            new VisibleData(train, settings.Binarize, context.Seed),
            new EvaluationOptions { Seed = context.Seed, Annealing = new AnnealingOptions { Seed = context.Seed, Ladder = ladder } },
            new Progress<double>(share => context.Report("annealing", share)),
            context.Cancel);
    }

    private static IEnumerable<ReportSection> Figures(
        RestrictedBoltzmannMachine rbm, Dataset train, Dataset test, IReadOnlyList<ImageSheet> frames, PageText text, ExperimentContext context)
    {
        RbmPictures pictures = new(rbm, train.Shape);
        Tensor unseen = test.Examples.Rows(Spread(test.Count, 26, context.Seed));
        Tensor some = pictures.AsImages(train.Examples.Rows(Spread(train.Count, 52, context.Seed + 1)));
        yield return new ReportSection(text["letters.heading"],
        [
            new Paragraph(text["letters.text"]),
            ReportFigure.Of(ReportPicture.Of(new ImageTiles(some, new SheetOptions { Shading = new PixelShading(), PixelSize = 1 }, 26)), text, "letters"),
        ]);
        yield return new ReportSection(text["filters.heading"],
        [
            new Paragraph(text["filters.text"]), ReportFigure.Of(ReportPicture.Of(new Animation(frames)), text, "filters"),
        ]);
        yield return new ReportSection(text["reconstructions.heading"],
        [
            new Paragraph(text["reconstructions.text"]),
            ReportFigure.Of(ReportPicture.Of(pictures.Reconstructions(unseen, context.Seed)), text, "reconstructions"),
        ]);
        FantasyChains chains = pictures.Fantasies(unseen.RowRange(0, 8), [0, 1, 2, 5, 10, 20, 50, 100, 200, 500], context.Seed);
        yield return new ReportSection(text["samples.heading"],
            [new Paragraph(text["samples.text"]), ReportFigure.Of(ReportPicture.Of(chains), text, "samples")]);
    }

    /// <summary>Other unit types, each on suitable data. A section whose data are not available states the reason.</summary>
    private static (IReadOnlyList<Measurement> Measurements, IReadOnlyList<ReportSection> Sections) OtherKinds(ExperimentContext context, PageText text)
    {
        List<Measurement> measurements = [];
        List<ReportSection> sections = [];
        Add("patches", () =>
        {
            (IReadOnlyList<Measurement> found, ReportSection section, _) = GaussianImages.Patches(context.Full ? 40_000 : 20_000, context.Full ? 100
                : 30, [GaussianImages.DefaultDecay], context.Full ? AnnealingLadder.SalakhutdinovMurray : AnnealingLadder.Linear(1000), context);
            return (found, section);
        });
        Add("faces", () => GaussianImages.Faces(context.Full ? 300 : 40, context));
        Add("words", () => WordMachines.Section(context.Full ? 10_000 : 2000, context.Full ? 100 : 40, context));
        Add("table", () => Recipes.RbmMixedTable.FilledIn(context.Full ? 5000 : 500, context));
        return (measurements, sections);

        void Add(string key, Func<(IReadOnlyList<Measurement> Measurements, ReportSection Section)> make)
        {
            try
            {
                (IReadOnlyList<Measurement> found, ReportSection section) = make();
                measurements.AddRange(found);
                sections.Add(section with { Heading = text[$"{key}.heading"] });
            }
            catch (DataFileException absent)
            {
                sections.Add(new ReportSection(text[$"{key}.heading"], [new Paragraph(text.With(("reason", absent.Message))["absent"])]));
            }
        }
    }

    private static int[] Spread(int count, int wanted, ulong seed) => [.. RandomStream.For(seed, Purpose.General).Permutation(count).Take(wanted)];
}
