using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
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
    public override string Title => "The discriminative RBM";

    /// <inheritdoc/>
    public override string Summary =>
        "A label layer next to the pixels makes an RBM a classifier with exact class probabilities. It is trained generatively, discriminatively, by a " +
        "hybrid of both, and from few labels. It also generates letters of a given class.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits letters = context.Open("letters");
        Dataset train = letters.Train.Shuffled(context.Seed), test = letters.Test!;
        if (!context.Full)
            train = train.Range(0, Math.Min(6000, train.Count));
        ClassifierRbmSettings discriminative = Discriminative(context);
        (string Name, string Id, ClassifierRbmSettings Settings)[] ways =
        [
            ("Generative, log p(v, y)", "generative", Generative(context)),
            ("Discriminative, log p(y | v)", "discriminative", discriminative),
            ("Hybrid, log p(y | v) + 0.01 log p(v, y)", "hybrid", discriminative with { Objective = ClassifierObjective.Hybrid, GenerativeWeight = 0.01 }),
        ];
        List<Measurement> measurements = [];
        List<ReportFigure> filters = [], fantasies = [];
        foreach ((string name, string id, ClassifierRbmSettings settings) in ways)
        {
            ClassificationRbm rbm = Learn(name, settings, train, test, context);
            measurements.Add(ErrorOf(rbm, test, $"{id}Error", name));
            ClassifierPictures pictures = new(rbm, train.Shape);
            filters.Add(new ReportFigure(ReportPicture.Of(pictures.Filters(36, 9)), name,
                $"Thirty-six filters of the RBM trained with the objective: {name}."));
            if (id != "discriminative")
                fantasies.Add(new ReportFigure(ReportPicture.Of(pictures.Fantasies(4, 200, context.Seed)), name,
                    $"Four letters of each of the 26 classes, sampled from the RBM trained with the objective: {name}."));
        }

        int known = 10 * train.Classes;
        // The letters whose labels the semi-supervised RBM uses.
        Dataset labeled = train.Shuffled(context.Seed).Range(0, known);
        ClassificationRbm few = Learn("few labels",
            discriminative with { Schedule = new() { Epochs = 5 * Epochs(context), Batch = 100 } }, labeled, test, context);
        measurements.Add(ErrorOf(few, test, "fewLabelsError", $"Discriminative, {known} labeled letters"));
        ClassificationRbm semi = Learn("few labels, all letters", SemiSupervised(context, known), train, test, context);
        measurements.Add(ErrorOf(semi, test, "semiSupervisedError", $"Hybrid, {known} labeled and {train.Count - known:N0} unlabeled letters"));
        measurements[2] = measurements[2] with { Met = measurements[2].Measured <= measurements[0].Measured };

        string verdict = measurements[^1].Measured < measurements[^2].Measured
            ? "This lowers the error."
            : "Here this does not lower the error: the features that make a letter likely need not distinguish it from other letters.";
        Report report = new(Title,
        [
            new ReportSection("A label layer",
            [
                new Formula("E(v, y, h) = −a·v − d·y − c·h − v W h − y U h,   p(y | v) = exp(s_y) / Σ exp(s_y′),   s_y = d_y + Σⱼ log(1 + exp(cⱼ + U_yj " +
                    "+ (vW)ⱼ))"),
                new Paragraph($"The training set has {train.Count:N0} letters of {train.Shape.Height} × {train.Shape.Width} pixels. The test set has " +
                    $"{test.Count:N0} letters of other fonts. The RBM has {Discriminative(context).Hidden} hidden units. The sum over all hidden states " +
                    "has a closed form, so class probabilities and their gradient are exact. Only the generative objective uses sampling."),
                new MeasuredTable("Error on letters of unseen fonts", [.. measurements.Select(measurement => measurement.ToRow())]),
            ]),
            new ReportSection("Filters", [new FigureRow(filters)]),
            new ReportSection("Letters generated from a label",
                [new Paragraph("The label is fixed. Starting from noise, pixels and hidden units are sampled alternately 200 times. A purely " +
                "discriminative RBM does not model how letters look, so it is left out."), new FigureRow(fantasies)]),
            new ReportSection("Few labels",
                [new Paragraph($"Only the labels of {known} letters are used. For the other letters, training maximizes log p(v), with a label sampled from " +
                $"p(y | v). {verdict}")]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
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
