using Harmonium.Data;
using Harmonium.Networks;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Experiments.Recipes;

/// <summary>How many labels a network needs from a random start, and from machines that saw all digits without labels (the lecture's table; Hinton, Osindero, Teh 2006).</summary>
public sealed class LabelsMnist : Recipe
{
    private static readonly (int Labels, int Epochs, double Random, double Pretrained)[] _budgets =
        [(60_000, 20, 98.20, 98.73), (10_000, 50, 94.73, 97.27), (1000, 150, 88.71, 93.65), (100, 300, 76.02, 81.70)];

    private static readonly int[] _hidden = [500, 500];

    /// <inheritdoc/>
    public override string Id => "labels-mnist";

    /// <inheritdoc/>
    public override string Title => "Labels saved by pre-training on MNIST";

    /// <inheritdoc/>
    public override string Summary => "784-500-500-10 with 60,000, 10,000, 1,000 and 100 labels; first weights at random, or from machines that learnt all 60,000 digits without labels for 20 epochs.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataParts mnist = context.Open("mnist");
        RbmStack stack = new(mnist.Train, _hidden, 20, context);
        List<IReadOnlyList<string>> rows = [];
        List<Measurement> measurements = [];
        foreach ((int labels, int epochs, double publishedRandom, double publishedPretrained) in _budgets)
        {
            Dataset data = labels == mnist.Train.Count ? mnist.Train : mnist.Train.Split(context.Seed, labels)[0];
            NetworkTrial trial = new()
            {
                Layers = MultilayerPerceptron.Layers(_hidden, 10, Activation.Logistic),
                Epochs = epochs,
                Batch = Math.Min(100, labels / 10),
                Learning = new NetworkLearningOptions { LearningRate = new LinearSchedule(0.001, 0) },
            };
            double random = Accuracy(trial, data, mnist.Test!, null, context), pretrained = Accuracy(trial, data, mnist.Test!, stack, context);
            rows.Add([$"{labels:N0}", $"{random:F2}", $"{publishedRandom:F2}", $"{pretrained:F2}", $"{publishedPretrained:F2}"]);
            measurements.Add(new Measurement($"random{labels}", $"{labels:N0} labels, random start: right answers", random, "%") { Published = publishedRandom, Source = "the lecture's table" });
            measurements.Add(new Measurement($"pretrained{labels}", $"{labels:N0} labels, start from machines: right answers", pretrained, "%") { Published = publishedPretrained, Source = "the lecture's table", Met = pretrained > random });
        }

        Report report = new(Title,
        [
            new ReportSection("Labels",
            [
                new ReportTable("Right answers on the 10,000 test digits, %",
                    [new("labels", Alignment.Right), new("random", Alignment.Right), new("published", Alignment.Right), new("from machines", Alignment.Right), new("published", Alignment.Right)], rows),
                new MeasuredTable("Figures", [.. measurements.Select(m => m.ToRow())]),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static double Accuracy(NetworkTrial trial, Dataset data, Dataset test, RbmStack? stack, ExperimentContext context)
    {
        FeedForwardNetwork network = trial.Start(data, context);
        stack?.CopyTo(network);
        trial.Train(network, data, null, context, $"{data.Count:N0} labels, {(stack is null ? "random" : "from machines")}");
        return 100 * (1 - NetworkEvaluation.Of(network, trial.Loss, test, cancel: context.Cancel).Error);
    }
}
