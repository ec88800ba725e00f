using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Studies;
using Harmonium.Machines;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// 784–500–1000 deep Boltzmann machine on MNIST, trained from scratch, compared with the −84.62 nats of a machine that was pretrained layer by layer
/// (Salakhutdinov &amp; Hinton 2009, section 4.1). Both are variational lower bounds with log Z by annealing.
/// </summary>
internal sealed class DbmMnist : Recipe
{
    private const double Published = -84.62;

    /// <inheritdoc/>
    public override string Id => "dbm-mnist";

    /// <inheritdoc/>
    public override string Title => "784–500–1000 deep Boltzmann machine on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "Centered joint training from random weights for 100 epochs, without pretraining: mean-field means in the data phase, 100 persistent chains with " +
        "five Gibbs sweeps per step in the model phase. The learning rate falls from 0.02 to 0.0002, and the weights of the last three tenths are averaged. " +
        "The test likelihood is a variational lower bound; log Z is estimated by annealing on the 14,500-step ladder of Salakhutdinov and Murray and by " +
        "reverse annealing.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DbmSettings settings = new()
        {
            Seed = context.Seed,
            Hidden = "500,1000",
            Schedule = new() { Epochs = 100, CheckpointEvery = 5 },
            Optimizer = new() { LearningRate = 0.02, LearningRateSchedule = LearningRateSchedule.Exponential, FinalLearningRate = 0.0002, AverageFrom = 0.7 },
            Energy = new() { Method = "pcd", Chains = 100, K = 5 },
        };
        TrainingData data = context.Open("mnist", settings);
        Trained<DbmModel> trained = context.Train<DbmModel>("mnist", settings, data);
        DataSplits mnist = data.Examples!;
        RbmEvaluation evaluation = RbmEvaluation.Of(
            trained.Model.Dbm.Machine,
            new VisibleData(mnist.Test!, settings.Binarize, context.Seed),
            new VisibleData(mnist.Train, settings.Binarize, context.Seed),
            new EvaluationOptions { Seed = context.Seed, Annealing = new AnnealingOptions { Seed = context.Seed, Runs = 100 } },
            new Progress<double>(share => context.Report("annealing", share)),
            context.Cancel);
        double ais = Likelihoods.By(evaluation.LogPartition.Ais!, evaluation), reverse = Likelihoods.By(evaluation.LogPartition.ReverseAis!, evaluation);
        Measurement[] measurements =
        [
            new("testLowerBound", "Lower bound on the test log-likelihood, log Z by AIS", ais, "nats")
            {
                Published = Published, Binarize = settings.Binarize, Source = "Salakhutdinov & Hinton 2009, with pretraining", Met = ais >= Published,
            },
            new("testLowerBoundReverse", "The same with log Z by reverse AIS, the lower estimate", reverse, "nats")
            {
                Binarize = settings.Binarize, Met = ais - reverse <= 1,
            },
            new("effectiveSampleSize", $"Effective sample size of {evaluation.LogPartition.Runs} runs",
                evaluation.LogPartition.EffectiveSampleSize!.Value, "runs"),
            new("freeEnergyGap", "Variational free-energy gap, test minus training", evaluation.FreeEnergyGap!.Value, "nats"),
            new("baselineLogLikelihood", "Log-likelihood under independent pixels", evaluation.Baseline!.Value, "nats") { Binarize = settings.Binarize },
            new("trainingMinutes", "Training time", trained.Elapsed.TotalMinutes, "minutes"),
        ];
        return new ExperimentOutcome(measurements, ToReport(trained.Model.Dbm, mnist, evaluation, measurements));
    }

    private Report ToReport(DeepBoltzmannMachine dbm, DataSplits mnist, RbmEvaluation evaluation, Measurement[] measurements)
    {
        RestrictedBoltzmannMachine lowest = new(dbm.Visible.Units, dbm.Hidden[0].Units, dbm.Weights[0]);
        return new Report(Title,
        [
            new ReportSection("Measurements",
            [
                new MeasuredTable($"Mean lower bound of the {evaluation.Count:N0} test digits, ladder {evaluation.LogPartition.Ladder}",
                    [.. measurements.Select(m => m.ToRow())]),
                new ReportFigure(ReportPicture.Of(new RbmPictures(lowest, mnist.Train.Shape).FilterTiles(100, 20)),
                    "The filters of a hundred units of the first hidden layer.", "A hundred filters."),
            ]),
        ])
        { Summary = [Summary] };
    }
}
