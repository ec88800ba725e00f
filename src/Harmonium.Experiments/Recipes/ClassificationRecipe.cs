using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Trials;
using Harmonium.Networks;

namespace Harmonium.Experiments.Recipes;

/// <summary>A recipe that trains one network on MNIST and is judged by its test error.</summary>
public abstract class ClassificationRecipe : Recipe
{
    private protected ClassificationRecipe()
    {
    }

    /// <summary>The network and how it learns.</summary>
    private protected abstract NetworkTrial Trial { get; }

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
        DataParts mnist = context.Open("mnist");
        NetworkTrial trial = Trial;
        long start = context.Clock.GetTimestamp();
        FeedForwardNetwork network = trial.Train(mnist.Train, context, "learning MNIST");
        double minutes = context.Clock.GetElapsedTime(start).TotalMinutes;
        NetworkEvaluation test = NetworkEvaluation.Of(network, trial.Loss, mnist.Test!, cancel: context.Cancel), train = NetworkEvaluation.Of(network, trial.Loss, mnist.Train, cancel: context.Cancel);
        Measurement[] measurements =
        [
            new("testError", "Wrong answers on the 10,000 test digits", 100 * test.Error, "%") { Published = 100 * Published, Source = Source, Met = test.Error <= Promised },
            new("testLoss", "Mean −log p of the right class of test digits", test.Loss, "nats"),
            new("trainingError", "Wrong answers on the digits that were learnt from", 100 * train.Error, "%"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = minutes <= Minutes },
        ];
        Report report = new(Title, [new ReportSection("Figures", [new MeasuredTable($"After {trial.Epochs} epochs", [.. measurements.Select(m => m.ToRow())])])]) { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }
}
