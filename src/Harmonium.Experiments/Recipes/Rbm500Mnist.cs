using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Machines;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// 784–500 RBM on MNIST with pixels sampled at each presentation, compared with the −86.34 nats of CD-25 (Salakhutdinov &amp; Murray 2008, table 1).
/// </summary>
internal sealed class Rbm500Mnist : Recipe
{
    private const double Published = -86.34;

    /// <inheritdoc/>
    public override string Id => "rbm500-mnist";

    /// <inheritdoc/>
    public override string Title => "784–500 RBM on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "Centered PCD-1 with 100 chains for 400 epochs. The learning rate falls from 0.06 to 0.0006, and the weights of the last tenth are averaged. log Z " +
        "is estimated by annealing on the 14,500-step ladder of Salakhutdinov and Murray and by reverse annealing.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        RbmSettings settings = new()
        {
            Seed = context.Seed,
            Hidden = 500,
            Schedule = new() { Epochs = 400, CheckpointEvery = 10, Batch = 100 },
            Optimizer = new() { LearningRate = 0.06, LearningRateSchedule = LearningRateSchedule.Exponential, FinalLearningRate = 0.0006, AverageFrom = 0.9 },
            Energy = new() { Method = "pcd", Chains = 100 },
        };
        TrainingData data = context.Open("mnist", settings);
        DataSplits mnist = data.Examples!;
        Trained<RbmModel> trained = context.Train<RbmModel>("mnist", settings, data);
        RestrictedBoltzmannMachine rbm = trained.Model.Rbm;
        double minutes = trained.Elapsed.TotalMinutes;
        RbmEvaluation evaluation = RbmEvaluation.Of(
            rbm,
            new VisibleData(mnist.Test!, settings.Binarize, context.Seed),
            new VisibleData(mnist.Train, settings.Binarize, context.Seed),
            new EvaluationOptions { Seed = context.Seed, Annealing = new AnnealingOptions { Seed = context.Seed, Runs = 500 } },
            new Progress<double>(share => context.Report("annealing", share)),
            context.Cancel);
        double freeEnergyPart = evaluation.TestLogLikelihood.High + evaluation.LogPartition.Low;
        double ais = freeEnergyPart - evaluation.LogPartition.Ais!.Mean, reverse = freeEnergyPart - evaluation.LogPartition.ReverseAis!.Mean;
        VisibleData training = new(mnist.Train, settings.Binarize, context.Seed);
        VisibleData judged = new VisibleData(mnist.Test!, settings.Binarize, context.Seed).Sample(200, context.Seed);
        RaiseBound conservative = RaiseBound.Of(
            rbm,
            BaseRateModel.Fitted(rbm.Visible, training.Mean(), training.Count),
            judged,
            new RaiseOptions { Seed = context.Seed },
            new Progress<double>(share => context.Report("conservative bound", share)),
            context.Cancel);
        Measurement[] measurements =
        [
            new("testLogLikelihood", "Test log-likelihood by AIS", ais, "nats")
            {
                Published = Published, Binarize = settings.Binarize, Source = "Salakhutdinov & Murray 2008, CD-25", Met = ais >= Published,
            },
            new("testLogLikelihoodReverse", "The same by reverse AIS, the lower estimate", reverse, "nats") { Binarize = settings.Binarize,
                Met = ais - reverse <= 1 },
            new("testLogLikelihoodConservative",
                $"Conservative estimate by RAISE on {judged.Count} test examples, standard error {conservative.StandardError:F1}", conservative.LogLikelihood,
                "nats") { Binarize = settings.Binarize },
            new("aisOnTheSame", "Log-likelihood by AIS on the same examples",
                LikelihoodReport.Of(rbm, evaluation.LogPartition, judged).LogLikelihood.High + evaluation.LogPartition.Low
                - evaluation.LogPartition.Ais.Mean, "nats") { Binarize = settings.Binarize },
            new("effectiveSampleSize", $"Effective sample size of {evaluation.LogPartition.Runs} runs",
                evaluation.LogPartition.EffectiveSampleSize!.Value, "runs"),
            new("baselineLogLikelihood", "Log-likelihood under independent pixels", evaluation.Baseline!.Value, "nats") { Binarize = settings.Binarize },
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = minutes <= 15 },
        ];
        Report report = new(Title,
        [
            new ReportSection("Measurements",
            [
                new MeasuredTable($"Mean log-likelihood of the 10,000 test digits, ladder {evaluation.LogPartition.Ladder}",
                    [.. measurements.Select(m => m.ToRow())]),
                new ReportFigure(ReportPicture.Of(new RbmPictures(rbm, mnist.Train.Shape).FilterTiles(100, 20)), "The filters of a hundred " +
                    "hidden units.", "A hundred filters."),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }
}
