using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Studies;
using Harmonium.Machines;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// Gaussian–Bernoulli RBMs on whitened patches of photographs and on faces of unseen people. Hidden units become oriented edges (Melchior, Wang, Wiskott
/// 2017) if patches have equal contrast and units are rarely active (Coates, Ng, Lee 2011). A sweep of learning rates shows that training either stays finite
/// or stops with advice.
/// </summary>
internal sealed class RbmNaturalImages : Recipe
{
    private static readonly double[] _rates = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];

    /// <inheritdoc/>
    public override string Id => "rbm-natural-images";

    /// <inheritdoc/>
    public override string Title => "Gaussian RBM on patches of photographs and on faces";

    /// <inheritdoc/>
    public override string Summary =>
        "196 Gaussian units with learned variances and 196 hidden units learn 40,000 whitened patches of 14 × 14 pixels with equal contrast. CD-1 runs for " +
        "100 epochs with a sparsity target of 2 % and a learning rate that falls from 0.2 to 0.002. Validation photographs choose one of three weight " +
        "decays. log Z is estimated by annealing and reverse annealing. A 4,096–300 RBM learns the Olivetti faces of 30 people and is tested on 10 others. " +
        "A sweep tries learning rates from 0.00001 to 1.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (IReadOnlyList<Measurement> ofPatches, ReportSection patches, Dataset whitened) = GaussianImages.Patches(40_000, 100,
            [0.0001, GaussianImages.DefaultDecay, 0.001], AnnealingLadder.SalakhutdinovMurray, context);
        (IReadOnlyList<Measurement> ofFaces, ReportSection faces) = GaussianImages.Faces(300, context);
        (IReadOnlyList<Measurement> ofRates, ReportSection rates) = Rates(whitened, context);
        Measurement[] measurements = [.. ofPatches, .. ofFaces, .. ofRates];
        Report report = new(Title, [patches, faces, rates]) { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static (IReadOnlyList<Measurement> Measurements, ReportSection Section) Rates(Dataset data, ExperimentContext context)
    {
        List<IReadOnlyList<string>> rows = [];
        int sound = 0;
        TrainingData few = TrainingData.Of(new DataSplits(data.Range(0, 10_000), null, null));
        foreach (double rate in _rates)
        {
            RbmSettings patch = GaussianImages.PatchSettings(context.Seed, 3);
            RbmSettings settings = patch with
            {
                Optimizer = patch.Optimizer with { LearningRate = rate, LearningRateSchedule = LearningRateSchedule.Constant, AverageFrom = null },
            };
            string outcome;
            try
            {
                RestrictedBoltzmannMachine rbm = context.Train<RbmModel>($"rate-{rate:0.#####}", settings, few).Model.Rbm;
                bool finite = rbm.Machine.Parameters.All(parameter => float.IsFinite(parameter.Values.LargestMagnitude()));
                sound += finite ? 1 : 0;
                outcome = finite ? "finite" : "not finite";
            }
            catch (DivergedException stopped)
            {
                sound += stopped.Message.Contains("--learning-rate", StringComparison.Ordinal) ? 1 : 0;
                outcome = stopped.Message;
            }

            rows.Add([$"{rate}", outcome]);
        }

        Measurement measurement = new("soundRates", $"Learning rates (of {_rates.Length}) that stayed finite or stopped with advice", sound,
            "rates")
        { Met = sound == _rates.Length };
        return ([measurement], new ReportSection("Learning rates",
        [
            new ReportTable("Results of three epochs on 10,000 patches", [new("rate", Alignment.Right), new("outcome", Alignment.Left)], rows),
            new MeasuredTable("All learning rates", [measurement.ToRow()]),
        ]));
    }
}
