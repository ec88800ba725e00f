using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;

namespace Harmonium.Experiments.Recipes;

/// <summary>A recipe that trains one network on MNIST and measures its test error.</summary>
internal abstract class ClassificationRecipe : Recipe
{
    private protected ClassificationRecipe()
    {
    }

    /// <summary>Gets the settings of the network and its training.</summary>
    internal abstract KindSettings Settings { get; }

    /// <summary>Gets the target: the largest accepted test error, as a fraction.</summary>
    private protected abstract double Promised { get; }

    /// <summary>Gets the published test error, as a fraction.</summary>
    private protected abstract double Published { get; }

    /// <summary>Gets the source of the published error.</summary>
    private protected abstract string Source { get; }

    /// <summary>Gets the longest accepted training time on two cores, in minutes.</summary>
    private protected abstract double Minutes { get; }

    /// <inheritdoc/>
    public sealed override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        KindSettings settings = Settings with { Seed = context.Seed };
        TrainingData mnist = context.Open("mnist", settings);
        Trained<NetworkModel> trained = context.Train<NetworkModel>("mnist", settings, mnist);
        double minutes = trained.Elapsed.TotalMinutes;
        (double error, double loss) = trained.Model.Classifier.Judge(mnist.Examples!.Test!, context.Cancel);
        double trainingError = trained.Model.Classifier.Judge(mnist.Examples.Train, context.Cancel).Error;
        Measurement[] measurements =
        [
            new("testError", "Error on the 10,000 test digits", 100 * error, "%")
            {
                Published = 100 * Published, Source = Source, Met = error <= Promised,
            },
            new("testLoss", "Mean −log p of the correct class of test digits", loss, "nats"),
            new("trainingError", "Error on the training digits", 100 * trainingError, "%"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = minutes <= Minutes },
        ];
        MeasuredTable table = new($"After {((INetworkSettings)settings).Schedule.Epochs} epochs", [.. measurements.Select(m => m.ToRow())]);
        Report report = new(Title, [new ReportSection("Measurements", [table])]) { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }
}
