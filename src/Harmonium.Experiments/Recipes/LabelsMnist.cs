using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Trials;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Penalties;
using Harmonium.Learning.Schedules;
using Harmonium.Networks;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// How many labels a network needs from a random start, and from machines that saw all digits without labels (the lecture's table, of one layer of 1,024; Hinton, Osindero, Teh 2006). What the
/// machines' hidden units are like matters more than likelihood: seldom active ones, of a plain gradient with a sparsity target, leave more for a few labels to work with.
/// </summary>
public sealed class LabelsMnist : Recipe
{
    private const int MachineEpochs = 20;
    private const double Sparsity = 0.05;
    private static readonly int[] _hidden = [1024, 1024];

    // Few labels make a difference by which they are: so many draws are averaged.
    private static readonly (int Labels, int Epochs, int Draws, double Random, double Pretrained)[] _budgets =
        [(60_000, 40, 1, 98.20, 98.73), (10_000, 50, 2, 94.73, 97.27), (1000, 150, 5, 88.71, 93.65), (100, 300, 10, 76.02, 81.70)];

    /// <inheritdoc/>
    public override string Id => "labels-mnist";

    /// <inheritdoc/>
    public override string Title => "Labels saved by pre-training on MNIST";

    /// <inheritdoc/>
    public override string Summary => $"784-1024-1024-10 with dropout, with 60,000, 10,000, 1,000 and 100 labels, as many of each digit; first weights at random, or from machines that learnt all 60,000 digits without labels for {MachineEpochs} epochs.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataParts mnist = context.Open("mnist");
        RbmStack stack = new(mnist.Train, _hidden, MachineEpochs, new EnergyLearningOptions
        {
            LearningRate = new ExponentialSchedule(0.05, 0.005),
            Momentum = 0.9,
            Offsets = OffsetKind.None,
            Sparsity = new SparsityOptions { Target = Sparsity, Cost = 1 },
        }, context);
        List<IReadOnlyList<string>> rows = [];
        List<Measurement> measurements = [];
        foreach ((int labels, int epochs, int draws, double publishedRandom, double publishedPretrained) in _budgets)
        {
            NetworkTrial trial = new()
            {
                Layers = MultilayerPerceptron.Layers(_hidden, 10, Activation.Logistic, inputDropout: 0.4, dropout: 0.5),
                Epochs = epochs,
                Batch = Math.Min(100, labels / 10),
                Learning = new NetworkLearningOptions { LearningRate = new LinearSchedule(0.001, 0) },
            };
            double[] random = new double[draws], pretrained = new double[draws];
            for (int draw = 0; draw < draws; draw++)
            {
                Dataset data = labels == mnist.Train.Count ? mnist.Train : ClassSpread.Take(mnist.Train, labels, context.Seed + (ulong)draw);
                random[draw] = Accuracy(trial, data, mnist.Test!, null, context);
                pretrained[draw] = Accuracy(trial, data, mnist.Test!, stack, context);
            }

            Measurement unprepared = Mean($"random{labels}", $"{labels:N0} labels, random start: right answers", random, publishedRandom), prepared = Mean($"pretrained{labels}", $"{labels:N0} labels, start from machines: right answers", pretrained, publishedPretrained);
            rows.Add([$"{labels:N0}", $"{draws}", $"{unprepared.Measured:F2}", $"{publishedRandom:F2}", $"{prepared.Measured:F2}", $"{publishedPretrained:F2}"]);
            measurements.AddRange([unprepared, prepared with { Met = prepared.Measured > unprepared.Measured }]);
        }

        Report report = new(Title,
        [
            new ReportSection("Labels",
            [
                new ReportTable("Right answers on the 10,000 test digits, %",
                    [new("labels", Alignment.Right), new("draws of them", Alignment.Right), new("random", Alignment.Right), new("published", Alignment.Right), new("from machines", Alignment.Right), new("published", Alignment.Right)], rows),
                new MeasuredTable("Figures", [.. measurements.Select(m => m.ToRow())]),
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

    private static double Accuracy(NetworkTrial trial, Dataset data, Dataset test, RbmStack? stack, ExperimentContext context)
    {
        FeedForwardNetwork network = trial.Start(data, context);
        stack?.CopyTo(network);
        trial.Train(network, data, null, context, $"{data.Count:N0} labels, {(stack is null ? "random" : "from machines")}");
        return 100 * (1 - NetworkEvaluation.Of(network, trial.Loss, test, cancel: context.Cancel).Error);
    }
}
