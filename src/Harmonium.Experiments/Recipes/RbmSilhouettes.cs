using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Machines;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// RBM on the silhouettes of CalTech-101, compared with the published −107.8 nats of an RBM (as cited by Rolfe 2017, table 1; Cho, Raiko, Ilin 2013 with
/// 4,000 hidden units). There are only 4,100 training images, so overfitting matters more than the mixing of chains. Mirror images, which the published RBM did
/// not use, halved the free-energy gap of 2,000 hidden units from 17 to 9 nats.
/// </summary>
internal sealed class RbmSilhouettes : Recipe
{
    private const double Published = -107.8;

    /// <inheritdoc/>
    public override string Id => "rbm-silhouettes";

    /// <inheritdoc/>
    public override string Title => "784–4000 RBM on CalTech-101 silhouettes";

    /// <inheritdoc/>
    public override string Summary =>
        "Centered PCD-1 for 200 epochs with weight decay 0.003. The learning rate falls from 0.02 to 0.0002, and the weights of the last three tenths are " +
        "averaged. The data are a seeded split of 4,100, 2,264 and 2,307 silhouettes; mirror images are added to the training set. log Z is estimated by " +
        "annealing on the 14,500-step ladder of Salakhutdinov and Murray and by reverse annealing. Validation and test likelihoods are reported.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DataSplits silhouettes = context.Open("caltech101-silhouettes");
        RbmSettings settings = new()
        {
            Seed = context.Seed,
            Hidden = 4000,
            Binarize = Binarization.Threshold,
            Schedule = new() { Epochs = 200, CheckpointEvery = 10, Batch = 100 },
            Optimizer = new() { LearningRate = 0.02, FinalLearningRate = 0.0002, L2 = 0.003, AverageFrom = 0.7 },
            Energy = new() { Method = "pcd", Chains = 100 },
        };
        DataSplits mirrored = silhouettes with { Train = MirroredImages.AddTo(silhouettes.Train) };
        Trained<RbmModel> trained = context.Train<RbmModel>("silhouettes", settings, TrainingData.Of(mirrored));
        RestrictedBoltzmannMachine rbm = trained.Model.Rbm;
        double minutes = trained.Elapsed.TotalMinutes;
        VisibleData train = new(silhouettes.Train, settings.Binarize, context.Seed), validation = new(silhouettes.Validation!, settings.Binarize, context.Seed);
        RbmEvaluation evaluation = RbmEvaluation.Of(
            rbm,
            new VisibleData(silhouettes.Test!, settings.Binarize, context.Seed),
            train,
            new EvaluationOptions { Seed = context.Seed, Annealing = new AnnealingOptions { Seed = context.Seed, Runs = 100 } },
            new Progress<double>(share => context.Report("annealing", share)),
            context.Cancel);
        double freeEnergyPart = evaluation.TestLogLikelihood.High + evaluation.LogPartition.Low;
        double ais = freeEnergyPart - evaluation.LogPartition.Ais!.Mean, reverse = freeEnergyPart - evaluation.LogPartition.ReverseAis!.Mean;
        double held = LikelihoodReport.Of(rbm, evaluation.LogPartition, validation).LogLikelihood.High + evaluation.LogPartition.Low
            - evaluation.LogPartition.Ais!.Mean;
        VisibleData judged = new VisibleData(silhouettes.Test!, settings.Binarize, context.Seed).Sample(100, context.Seed);
        RaiseBound conservative = RaiseBound.Of(
            rbm,
            BaseRateModel.Fitted(rbm.Visible, train.Mean(), train.Count),
            judged,
            new RaiseOptions { Seed = context.Seed },
            new Progress<double>(share => context.Report("conservative bound", share)),
            context.Cancel);
        Measurement[] measurements =
        [
            new("testLogLikelihood", "Test log-likelihood by AIS", ais, "nats")
            {
                Published = Published, Binarize = settings.Binarize, Source = "RBM in Rolfe 2017, table 1, on Marlin's own split", Met = ais >= Published,
            },
            new("testLogLikelihoodReverse", "The same by reverse AIS, the lower estimate", reverse, "nats") { Binarize = settings.Binarize },
            new("validationLogLikelihood", "Validation log-likelihood by AIS", held, "nats") { Binarize = settings.Binarize },
            new("testLogLikelihoodConservative",
                $"Conservative estimate by RAISE on {judged.Count} test examples, standard error {conservative.StandardError:F1}", conservative.LogLikelihood,
                "nats") { Binarize = settings.Binarize },
            new("aisOnTheSame", "Log-likelihood by AIS on the same examples",
                LikelihoodReport.Of(rbm, evaluation.LogPartition, judged).LogLikelihood.High + evaluation.LogPartition.Low
                - evaluation.LogPartition.Ais.Mean, "nats") { Binarize = settings.Binarize },
            new("effectiveSampleSize", $"Effective sample size of {evaluation.LogPartition.Runs} runs",
                evaluation.LogPartition.EffectiveSampleSize!.Value, "runs"),
            new("baselineLogLikelihood", "Log-likelihood under independent pixels", evaluation.Baseline!.Value, "nats") { Binarize = settings.Binarize },
            new("freeEnergyGap", "Free-energy gap, test minus training", evaluation.FreeEnergyGap!.Value, "nats"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = minutes <= 15 },
        ];
        Report report = new(Title,
        [
            new ReportSection("Measurements",
            [
                new MeasuredTable($"Mean log-likelihood of the {evaluation.Count:N0} test silhouettes, ladder {evaluation.LogPartition.Ladder}",
                    [.. measurements.Select(m => m.ToRow())]),
                new ReportFigure(ReportPicture.Of(new RbmPictures(rbm, silhouettes.Train.Shape).FilterTiles(100, 20)), "The filters of a hundred hidden units.",
                    "A hundred filters."),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }
}
