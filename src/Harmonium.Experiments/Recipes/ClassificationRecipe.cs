using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;

namespace Harmonium.Experiments.Recipes;

/// <summary>A recipe that trains one network on MNIST and is judged by its test error.</summary>
public abstract class ClassificationRecipe : Recipe
{
    private protected ClassificationRecipe()
    {
    }

    /// <summary>The network and how it is trained.</summary>
    internal abstract KindSettings Settings { get; }

    /// <summary>The largest share of wrong answers that was promised.</summary>
    private protected abstract double Promised { get; }

    /// <summary>The share that was published.</summary>
    private protected abstract double Published { get; }

    /// <summary>Where.</summary>
    private protected abstract string Source { get; }

    /// <summary>The most minutes it may take on two cores.</summary>
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
            new("testError", "Wrong answers on the 10,000 test digits", 100 * error, "%")
            {
                Published = 100 * Published, Source = Source, Met = error <= Promised,
            },
            new("testLoss", "Mean −log p of the right class of test digits", loss, "nats"),
            new("trainingError", "Wrong answers on the digits that were learned from", 100 * trainingError, "%"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = minutes <= Minutes },
        ];
        MeasuredTable table = new($"After {((INetworkSettings)settings).Schedule.Epochs} epochs", [.. measurements.Select(m => m.ToRow())]);
        Report report = new(Title, [new ReportSection("Figures", [table])]) { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }
}
