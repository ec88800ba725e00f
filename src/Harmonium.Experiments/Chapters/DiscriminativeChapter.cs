using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Chapters;

/// <summary>The classification RBM: three training objectives, learning from few labels, and letters generated from a label.</summary>
internal sealed class DiscriminativeChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "discriminative";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits letters = context.Open("letters");
        Dataset train = letters.Train.Shuffled(context.Seed), test = letters.Test!;
        if (!context.Full)
            train = train.Range(0, Math.Min(6000, train.Count));
        ClassifierRbmSettings discriminative = Discriminative(context);
        int known = 10 * train.Classes;
        PageText text = context.Text(this).With(("train", train.Count), ("test", test.Count), ("height", train.Shape.Height), ("width", train.Shape.Width),
            ("hidden", discriminative.Hidden), ("known", known), ("unlabeled", train.Count - known), ("epochs", Epochs(context)));
        (string Id, ClassifierRbmSettings Settings)[] ways =
        [
            ("generative", Generative(context)),
            ("discriminative", discriminative),
            ("hybrid", discriminative with { Objective = ClassifierObjective.Hybrid, GenerativeWeight = 0.01 }),
        ];
        List<Measurement> measurements = [];
        List<ReportFigure> filters = [], fantasies = [];
        foreach ((string id, ClassifierRbmSettings settings) in ways)
        {
            string way = text[$"way.{id}"];
            PageText words = text.With(("way", way));
            ClassificationRbm rbm = Learn(way, settings, train, test, context);
            measurements.Add(ErrorOf(rbm, test, $"{id}Error", way));
            ClassifierPictures pictures = new(rbm, train.Shape);
            filters.Add(ReportFigure.Of(ReportPicture.Of(pictures.Filters(36, 9)), words, "filters"));
            if (id != "discriminative")
                fantasies.Add(ReportFigure.Of(ReportPicture.Of(pictures.Fantasies(4, 200, context.Seed)), words, "fantasies"));
        }

        // The letters whose labels the semi-supervised RBM uses.
        Dataset labeled = train.Shuffled(context.Seed).Range(0, known);
        ClassificationRbm few =
            Learn(text["stage.few"], discriminative with { Schedule = new() { Epochs = 5 * Epochs(context), Batch = 100 } }, labeled, test, context);
        measurements.Add(ErrorOf(few, test, "fewLabelsError", text["m.fewLabelsError"]));
        ClassificationRbm semi = Learn(text["stage.semi"], SemiSupervised(context, known), train, test, context);
        measurements.Add(ErrorOf(semi, test, "semiSupervisedError", text["m.semiSupervisedError"]));
        measurements[2] = measurements[2] with { Met = measurements[2].Measured <= measurements[0].Measured };
        text = text.With(("verdict", text[measurements[^1].Measured < measurements[^2].Measured ? "verdict.lower" : "verdict.higher"]));
        return new ChapterForm(this, context, text,
            [
                "E(v, y, h) = −Σ_i a_i v_i − d_y − Σ_j c_j h_j − Σ_{i,j} v_i W_ij h_j − Σ_j U_yj h_j",
                "p(y | v) = {exp(s_y)}/{Σ_k exp(s_k)},  s_y = d_y + Σ_j log(1 + exp(c_j + U_yj + Σ_i v_i W_ij))",
            ],
            [
                new ReportSection(text["filters.heading"], [new FigureRow(filters)]),
                new ReportSection(text["fantasies.heading"], [new Paragraph(text["fantasies.text"]), new FigureRow(fantasies)]),
            ], measurements).ToOutcome();
    }

    private static int Epochs(ExperimentContext context) => context.Full ? 60 : 15;

    private static ClassificationRbm Learn(string name, ClassifierRbmSettings settings, Dataset train, Dataset test, ExperimentContext context) =>
        context.Train<ClassifierRbmModel>(name, settings, TrainingData.Of(new DataSplits(train, null, test))).Model.Rbm;

    private static ClassifierRbmSettings Generative(ExperimentContext context) => new()
    {
        Seed = context.Seed,
        Hidden = context.Full ? 500 : 200,
        Objective = ClassifierObjective.Generative,
        Method = "pcd",
        Offsets = OffsetKind.Centered,
        WeightScale = 0.3,
        HiddenBias = 0,
        Schedule = new() { Epochs = Epochs(context), Batch = 100 },
        Optimizer = new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 0.1, FinalLearningRate = 0.002, AverageFrom = 0.8 },
    };

    // A batch holds few labeled letters, so log p(y | v) contributes little to its mean. The other terms therefore get smaller weights.
    private static ClassifierRbmSettings SemiSupervised(ExperimentContext context, int known)
    {
        ClassifierRbmSettings settings = Discriminative(context);
        return settings with
        {
            Objective = ClassifierObjective.Hybrid,
            Labeled = known,
            GenerativeWeight = 0.002,
            UnlabeledWeight = 0.002,
            Schedule = new() { Epochs = 2 * Epochs(context), Batch = 100 },
            Optimizer = settings.Optimizer with { LearningRate = 1, FinalLearningRate = 0.01 },
        };
    }

    private static ClassifierRbmSettings Discriminative(ExperimentContext context) => new()
    {
        Seed = context.Seed,
        Hidden = context.Full ? 500 : 200,
        Objective = ClassifierObjective.Discriminative,
        InputDropout = 0.3,
        Schedule = new() { Epochs = Epochs(context), Batch = 100 },
        Optimizer = new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 0.3, FinalLearningRate = 0.003, Momentum = 0.9, AverageFrom = 0.8 },
    };

    private static Measurement ErrorOf(ClassificationRbm rbm, Dataset test, string name, string description) =>
        new(name, description, 100 * rbm.Judge(test).Error, "%");
}
