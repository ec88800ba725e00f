using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Learning.EnergyModels;
using Harmonium.Networks;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// The accuracy of a network against the number of labels, from random weights and from RBMs pretrained on all digits without labels (the lecture's table, with
/// one layer of 1,024; Hinton, Osindero, Teh 2006). The hidden units matter more than the likelihood of the RBMs. Rarely active units, trained by the plain
/// gradient with a sparsity target, are better features for a few labels.
/// </summary>
internal sealed class LabelsMnist : Recipe
{
    private const int MachineEpochs = 20;
    private const double Sparsity = 0.05;
    private const string Hidden = "1024,1024";

    // With few labels, the result depends on which examples are labeled, so several draws are averaged.
    private static readonly (int Labels, int Epochs, int Draws, double Random, double Pretrained)[] _budgets =
        [(60_000, 40, 1, 98.20, 98.73), (10_000, 50, 2, 94.73, 97.27), (1000, 150, 5, 88.71, 93.65), (100, 300, 10, 76.02, 81.70)];

    /// <inheritdoc/>
    public override string Id => "labels-mnist";

    /// <inheritdoc/>
    public override string Title => "Labels saved by pretraining on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "A 784-1024-1024-10 network with dropout is trained with 60,000, 10,000, 1,000 and 100 labels, equally many per digit. It starts from random " +
        $"weights or from RBMs trained on all 60,000 digits without labels for {MachineEpochs} epochs.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Runs is not null)
            return Compare(context);
        // The classifiers start from the file of the stack.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("harmonium-labels-");
        try
        {
            return Compare(context with { Runs = folder.FullName });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private ExperimentOutcome Compare(ExperimentContext context)
    {
        StackSettings machines = new()
        {
            Seed = context.Seed,
            Hidden = Hidden,
            Pretraining = new()
            {
                Schedule = new() { Epochs = MachineEpochs, Batch = 100 },
                Optimizer = new() { LearningRate = 0.05, LearningRateSchedule = LearningRateSchedule.Exponential, FinalLearningRate = 0.005, Momentum = 0.9 },
                Energy = new() { Method = "cd", Offsets = OffsetKind.None, SparsityTarget = Sparsity, SparsityCost = 1 },
            },
        };
        TrainingData data = context.Open("mnist", machines);
        DataSplits mnist = data.Examples!;
        string stack = context.Train<StackModel>("machines", machines, data).Folder!;
        List<IReadOnlyList<string>> rows = [];
        List<Measurement> measurements = [];
        foreach ((int labels, int epochs, int draws, double publishedRandom, double publishedPretrained) in _budgets)
        {
            double[] random = new double[draws], pretrained = new double[draws];
            for (int draw = 0; draw < draws; draw++)
            {
                // The seed determines the labeled examples and all later random numbers.
                ulong seed = context.Seed + (ulong)draw;
                FineTuningSettings tuning = FineTuning(labels, epochs);
                MlpSettings fromRandom = new()
                {
                    Seed = seed,
                    Hidden = Hidden,
                    Activation = "logistic",
                    InputDropout = tuning.InputDropout,
                    Dropout = tuning.Dropout,
                    Labeled = labels,
                    Network = tuning.Network,
                    Schedule = tuning.Schedule,
                    Optimizer = tuning.Optimizer,
                };
                random[draw] = Accuracy($"random-{labels}-{draw + 1}", fromRandom);
                StackSettings fromMachines = new() { Seed = seed, From = stack, FineTune = true, Labeled = labels, FineTuning = tuning };
                pretrained[draw] = Accuracy($"pretrained-{labels}-{draw + 1}", fromMachines);
            }

            Measurement unprepared = Mean($"random{labels}", $"{labels:N0} labels, random weights: accuracy", random, publishedRandom),
                prepared = Mean($"pretrained{labels}", $"{labels:N0} labels, pretrained RBMs: accuracy", pretrained, publishedPretrained);
            rows.Add([$"{labels:N0}", $"{draws}", $"{unprepared.Measured:F2}", $"{publishedRandom:F2}", $"{prepared.Measured:F2}",
                $"{publishedPretrained:F2}"]);
            measurements.AddRange([unprepared, prepared with { Met = prepared.Measured > unprepared.Measured }]);
        }

        double Accuracy(string name, KindSettings settings)
        {
            TrainedModel model = context.Train<TrainedModel>(name, settings, data).Model;
            return 100 * (1 - model.Classifier!.Judge(mnist.Test!, context.Cancel).Error);
        }

        Report report = new(Title,
        [
            new ReportSection("Labels",
            [
                new ReportTable("Accuracy on the 10,000 test digits, %",
                    [new("labels", Alignment.Right), new("draws", Alignment.Right), new("random weights", Alignment.Right),
                        new("published", Alignment.Right), new("pretrained", Alignment.Right), new("published", Alignment.Right)], rows),
                new MeasuredTable("Measurements", [.. measurements.Select(m => m.ToRow())]),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static Measurement Mean(string id, string label, double[] draws, double published)
    {
        double mean = draws.Average();
        (double Low, double High)? interval = null;
        if (draws.Length > 2)
        {
            double error = Math.Sqrt(draws.Sum(x => (x - mean) * (x - mean)) / (draws.Length - 1.0) / draws.Length);
            interval = (mean - (2 * error), mean + (2 * error));
        }

        return new Measurement(id, label, mean, "%") { Published = published, Source = "the lecture's table", Interval = interval };
    }

    private static FineTuningSettings FineTuning(int labels, int epochs) => new()
    {
        InputDropout = 0.4,
        Dropout = 0.5,
        Network = new() { Initialization = InitializationKind.Xavier },
        Schedule = new() { Epochs = epochs, Batch = Math.Min(100, labels / 10), CheckpointEvery = Math.Max(1, epochs / 10) },
        Optimizer = new() { Optimizer = OptimizerKind.Adam, LearningRate = 0.001, FinalLearningRate = 0, Momentum = 0.9 },
    };
}
