using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Studies;
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
        Trained<RbmModel> trained = context.Train<RbmModel>("mnist", settings, data);
        AnnealedLikelihood likelihood = AnnealedLikelihood.Of(trained.Model.Rbm, data.Examples!, settings.Binarize, runs: 500, judged: 200, context);
        double minutes = trained.Elapsed.TotalMinutes;
        Measurement[] measurements =
        [
            .. likelihood.Measurements(Published, "Salakhutdinov & Murray 2008, CD-25"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = minutes <= 15 },
        ];
        return new ExperimentOutcome(measurements, likelihood.ToReport(this, "digits", measurements));
    }
}
