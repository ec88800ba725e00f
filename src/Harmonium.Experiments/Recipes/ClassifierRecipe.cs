using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Machines;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium.Experiments.Recipes;

/// <summary>A recipe that trains a classification RBM and compares its test error with a published error.</summary>
internal abstract class ClassifierRecipe : Recipe
{
    private protected ClassifierRecipe()
    {
    }

    /// <summary>Gets the name of the data set.</summary>
    private protected abstract string DataName { get; }

    /// <summary>Gets the published error, as a fraction. It is also the target.</summary>
    private protected abstract double Published { get; }

    /// <summary>Gets the source of the published error.</summary>
    private protected abstract string Source { get; }

    /// <summary>Gets the settings of the RBM and its training.</summary>
    internal abstract ClassifierRbmSettings Settings { get; }

    /// <inheritdoc/>
    public sealed override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ClassifierRbmSettings settings = Settings with { Seed = context.Seed };
        TrainingData data = context.Open(DataName, settings);
        DataSplits splits = data.Examples!;
        Dataset test = splits.Test!;
        Trained<ClassifierRbmModel> trained = context.Train<ClassifierRbmModel>(DataName, settings, data);
        ClassificationRbm rbm = trained.Model.Rbm;
        double minutes = trained.Elapsed.TotalMinutes;
        (double error, double crossEntropy) = rbm.Judge(test);
        Measurement[] measurements =
        [
            new("testError", $"Error on the {test.Count:N0} test examples", 100 * error, "%") { Published = 100 * Published,
                Source = Source, Met = error <= Published },
            new("testCrossEntropy", "Mean of −log p(label | example) on the test examples", crossEntropy, "nats"),
            new("trainingError", "Error on the training examples", 100 * rbm.Judge(splits.Train).Error, "%"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = minutes <= 15 },
        ];
        List<ReportBlock> blocks = [new MeasuredTable("Error", [.. measurements.Select(measurement => measurement.ToRow())])];
        if (splits.Train.Shape.IsImage)
        {
            ClassifierPictures pictures = new(rbm, splits.Train.Shape);
            blocks.Add(new ReportFigure(ReportPicture.Of(pictures.Filters(100, 20)), "The filters of a hundred hidden units.", "A hundred filters."));
        }

        return new ExperimentOutcome(measurements, new Report(Title, [new ReportSection("Measurements", blocks)]) { Summary = [Summary] });
    }
}
