using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Networks.Neurons;

namespace Harmonium.Experiments.Recipes;

/// <summary>Rosenblatt's perceptron with averaged weights on MNIST, compared with LeCun's linear classifier (1998: 12.0 %).</summary>
internal sealed class PerceptronMnist : Recipe
{
    private const double Published = 12.0;

    /// <inheritdoc/>
    public override string Id => "perceptron-mnist";

    /// <inheritdoc/>
    public override string Title => "Perceptron on MNIST";

    /// <inheritdoc/>
    public override string Summary => "Ten weight vectors are trained by error correction for 20 epochs in random order, on unchanged pixels. The weights " +
        "are averaged over training.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits mnist = context.Open("mnist");
        Perceptron averaged = new(mnist.Train.Examples.Columns, 10);
        PerceptronResult result = averaged.Learn(mnist.Train, new PerceptronOptions { Epochs = 20, Averaged = true, Shuffled = true, Seed = context.Seed },
            cancel: context.Cancel);
        double error = 100 * averaged.ErrorOn(mnist.Test!);
        Measurement[] measurements =
        [
            new("testError", "Error on the 10,000 test digits, averaged weights", error, "%") { Published = Published,
                Source = "LeCun et al. 1998, linear classifier", Met = error <= Published },
            new Measurement("mistakes", $"Corrections in {result.Epochs} epochs", result.Mistakes, "mistakes"),
        ];
        Report report = new(Title, [new ReportSection("Measurements",
            [new MeasuredTable("A linear classifier", [.. measurements.Select(m => m.ToRow())])])])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }
}
