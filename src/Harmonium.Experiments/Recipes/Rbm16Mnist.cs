using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Studies;
using Harmonium.Machines;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// 784–16 RBM on thresholded MNIST with its exact log-likelihood, and the same on inverted digits. Centering makes the two results similar
/// (Melchior, Fischer, Wiskott 2016). The published numbers are those of PyDeep's RBM_MNIST_small tutorial.
/// </summary>
internal sealed class Rbm16Mnist : Recipe
{
    private const double Published = -142.56;
    private const double PublishedInverted = -142.09;

    /// <inheritdoc/>
    public override string Id => "rbm16-mnist";

    /// <inheritdoc/>
    public override string Title => "784–16 RBM on MNIST, exact likelihood";

    /// <inheritdoc/>
    public override string Summary =>
        "Centered PCD-1 with 500 chains for 150 epochs. The learning rate falls from 0.3 to 0.0005, and the weights of the last fifth are averaged. Pixels " +
        "are thresholded at 0.5. The recipe trains on digits and on inverted digits.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits mnist = context.Open("mnist");
        (Measurement digits, RestrictedBoltzmannMachine rbm) = Learn("testLogLikelihood", "Exact test log-likelihood, digits", mnist.Train, mnist.Test!,
            Published, context);
        (Measurement inverted, _) = Learn("invertedTestLogLikelihood", "Exact test log-likelihood, inverted digits", Invert(mnist.Train),
            Invert(mnist.Test!), PublishedInverted, context);
        digits = digits with { Met = digits.Measured >= -142.6 };
        inverted = inverted with { Met = Math.Abs(inverted.Measured - digits.Measured) <= 0.5 };
        Report report = new(Title,
        [
            new ReportSection("Measurements",
            [
                new MeasuredTable("Mean log-likelihood of the 10,000 test digits, log Z by enumeration of 2¹⁶ hidden states",
                    [digits.ToRow(), inverted.ToRow()]),
                new ReportFigure(ReportPicture.Of(new RbmPictures(rbm, mnist.Train.Shape).FilterTiles(16, 8)), "The filters of the sixteen " +
                    "hidden units.", "Sixteen filters."),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome([digits, inverted], report);
    }

    private static (Measurement Measurement, RestrictedBoltzmannMachine Rbm) Learn(
        string name, string description, Dataset train, Dataset test, double published, ExperimentContext context)
    {
        RbmSettings settings = new()
        {
            Seed = context.Seed,
            Hidden = 16,
            Binarize = Binarization.Threshold,
            Schedule = new() { Epochs = 150, CheckpointEvery = 10, Batch = 100 },
            Optimizer = new() { LearningRate = 0.3, LearningRateSchedule = LearningRateSchedule.Exponential, FinalLearningRate = 0.0005, AverageFrom = 0.8 },
            Energy = new() { Method = "pcd", Chains = 500 },
        };
        TrainingData data = TrainingData.Of(new DataSplits(train, null, test));
        RestrictedBoltzmannMachine rbm = context.Train<RbmModel>(train.Name.Replace(' ', '-'), settings, data).Model.Rbm;
        RbmEvaluation evaluation = RbmEvaluation.Of(
            rbm, new VisibleData(test, settings.Binarize, context.Seed), new VisibleData(train, settings.Binarize, context.Seed), cancel: context.Cancel);
        return (Likelihoods.Of(name, description, evaluation) with { Published = published, Source = "PyDeep, RBM_MNIST_small" }, rbm);
    }

    private static Dataset Invert(Dataset data)
    {
        const int Block = 1000;
        byte[] pixels = new byte[data.Count * data.Examples.Columns];
        int next = 0;
        for (int start = 0; start < data.Count; start += Block)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(Block, data.Count - start))];
            foreach (float value in data.Examples.Rows(rows).AsSpan())
                pixels[next++] = (byte)(byte.MaxValue - (int)MathF.Round(value * byte.MaxValue));
        }

        return new Dataset($"inverted {data.Name}", new ByteExamples(pixels, data.Examples.Columns), data.Shape);
    }
}
