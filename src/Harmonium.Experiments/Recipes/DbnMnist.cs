using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Figures.Images;
using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// A deep belief network with label units on MNIST, pretrained layer by layer and fine-tuned by the up–down algorithm (Hinton, Osindero, Teh 2006: 1.25 % with
/// 30 epochs per layer and 300 epochs of up–down).
/// </summary>
internal sealed class DbnMnist : Recipe
{
    private const double Published = 0.0125;
    private const int Classes = 10, PerClass = 10, Sweeps = 1000;

    /// <inheritdoc/>
    public override string Id => "dbn-mnist";

    /// <inheritdoc/>
    public override string Title => "Deep belief network on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "A 784-500-500-2000 network with ten label units next to the third layer. Each RBM is trained by CD-1 for 30 epochs, then all layers by the up–down " +
        "algorithm for 60 epochs with 3, 6 and 10 Gibbs sweeps of the top RBM. A digit is classified by the free energy of the top RBM with each label. " +
        "Pixels are sampled at each visit.";

    internal static DbnSettings Settings => new()
    {
        Hidden = "500,500,2000",
        FineTune = true,
        Pretraining = new()
        {
            Schedule = new() { Epochs = 30, CheckpointEvery = 5 },
            Optimizer = new()
            {
                LearningRate = 0.05,
                LearningRateSchedule = LearningRateSchedule.Exponential,
                FinalLearningRate = 0.005,
                Momentum = 0.9,
                InitialMomentum = 0.5,
                L2 = 0.0002,
            },
            Energy = new() { Method = "cd", Offsets = OffsetKind.None },
        },
        FineTuning = new()
        {
            Schedule = new() { Epochs = 60, CheckpointEvery = 5 },
            Optimizer = new() { LearningRate = 0.01, LearningRateSchedule = LearningRateSchedule.Linear, AverageFrom = 0.8 },
        },
    };

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DbnSettings settings = Settings with { Seed = context.Seed };
        TrainingData data = context.Open("mnist", settings);
        DataSplits mnist = data.Examples!;
        Trained<DbnModel> trained = context.Train<DbnModel>("mnist", settings, data);
        DbnModel model = trained.Model;
        (double error, double crossEntropy) = model.Classifier!.Judge(mnist.Test!, context.Cancel);
        RbmEvaluation evaluation = model.Density.Evaluate(
            new VisibleData(mnist.Test!, settings.Binarize, context.Seed),
            new VisibleData(mnist.Train, settings.Binarize, context.Seed),
            new EvaluationOptions { Seed = context.Seed, Annealing = new AnnealingOptions { Seed = context.Seed } },
            new Progress<double>(share => context.Report("annealing", share)),
            context.Cancel);
        Measurement[] measurements =
        [
            new("testError", "Error on the 10,000 test digits", 100 * error, "%")
            {
                Published = 100 * Published, Source = "Hinton, Osindero, Teh 2006, with 300 epochs of up–down", Met = error <= Published,
            },
            new("testCrossEntropy", "Mean of −log p(label | digit) on the test digits", crossEntropy, "nats"),
            new("trainingError", "Error on the training digits", 100 * model.Classifier.Judge(mnist.Train, context.Cancel).Error, "%"),
            new("testVariationalBound", $"Variational bound of the test log-likelihood, {evaluation.BoundMethod}", evaluation.VariationalBound!.Value, "nats")
            {
                Binarize = settings.Binarize,
            },
            new("testLowerBound", "Lower bound of the test log-likelihood by importance sampling", evaluation.TestLogLikelihood.Low, "nats")
            {
                Binarize = settings.Binarize,
            },
            new("trainingMinutes", "Training time", trained.Elapsed.TotalMinutes, "minutes"),
        ];
        Report report = new(Title,
        [
            new ReportSection("Measurements",
            [
                new MeasuredTable("After pretraining and fine-tuning", [.. measurements.Select(measurement => measurement.ToRow())]),
                new ReportFigure(ReportPicture.Of(Digits(model, mnist.Train.Shape, context.Seed)),
                    $"Digits generated with each label clamped, one row per label, after {Sweeps} Gibbs sweeps.", "Generated digits."),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static ImageTiles Digits(DbnModel model, ItemShape shape, ulong seed)
    {
        Tensor digits = Tensor.Zeros(Classes * PerClass, shape.Columns);
        RandomStream random = RandomStream.For(seed, Purpose.Sampling);
        for (int label = 0; label < Classes; label++)
        {
            SampleChains chains = model.Sampler.StartInClass(label, PerClass, random);
            for (int sweep = 1; sweep <= Sweeps; sweep++)
                chains.Sweep(random, sweep);
            chains.Means.Contiguous().CopyTo(digits.RowRange(label * PerClass, PerClass));
        }

        SheetOptions look = new() { Shading = new PixelShading(), PixelSize = 2 };
        return new ImageTiles(digits.Reshape(digits.Rows, shape.Height, shape.Width), look, PerClass);
    }
}
