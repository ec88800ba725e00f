using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Machines;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium.Experiments.Recipes;

/// <summary>A classification RBM on a data set with labels, held against a published error on its test part.</summary>
public abstract class ClassifierRecipe : Recipe
{
    private protected ClassifierRecipe()
    {
    }

    /// <summary>The name of the data set.</summary>
    private protected abstract string DataName { get; }

    /// <summary>The published error, as a share, which is to be reached.</summary>
    private protected abstract double Published { get; }

    /// <summary>Where the published error stands.</summary>
    private protected abstract string Source { get; }

    /// <summary>How it is trained.</summary>
    internal abstract ClassifierRbmSettings Settings { get; }

    /// <inheritdoc/>
    public sealed override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ClassifierRbmSettings settings = Settings with { Seed = context.Seed };
        TrainingData data = context.Open(DataName, settings);
        DataSplits parts = data.Examples!;
        Dataset test = parts.Test!;
        Trained<ClassifierRbmModel> trained = context.Train<ClassifierRbmModel>(DataName, settings, data);
        ClassificationRbm rbm = trained.Model.Rbm;
        double minutes = trained.Elapsed.TotalMinutes;
        (double error, double crossEntropy) = rbm.Judge(test);
        Measurement[] measurements =
        [
            new("testError", $"Share of the {test.Count:N0} test examples whose class is not found", 100 * error, "%") { Published = 100 * Published,
                Source = Source, Met = error <= Published },
            new("testCrossEntropy", "Mean of −log p(label | example) on them", crossEntropy, "nats"),
            new("trainingError", "Error on the training part", 100 * rbm.Judge(parts.Train).Error, "%"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = minutes <= 15 },
        ];
        List<ReportBlock> blocks = [new MeasuredTable("Error", [.. measurements.Select(measurement => measurement.ToRow())])];
        if (parts.Train.Shape.IsImage)
        {
            ClassifierPictures pictures = new(rbm, parts.Train.Shape);
            blocks.Add(new ReportFigure(ReportPicture.Of(pictures.Filters(100, 20)), "A hundred filters.", "A hundred filters."));
        }

        return new ExperimentOutcome(measurements, new Report(Title, [new ReportSection("Figures", blocks)]) { Summary = [Summary] });
    }
}
