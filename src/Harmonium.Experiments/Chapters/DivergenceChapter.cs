using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Diagnostics;
using Harmonium.Evaluation.Exact;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Figures.Charts;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Experiments.Chapters;

/// <summary>Contrastive divergence and related estimators against the exact gradient, from the same start and seed, by exact likelihood.</summary>
internal sealed class DivergenceChapter : Chapter
{
    private const int Hidden = 10;
    private const int Examples = 5000;

    /// <inheritdoc/>
    public override string Id => "divergence";

    /// <inheritdoc/>
    public override string Title => "Contrastive divergence";

    /// <inheritdoc/>
    public override string Summary =>
        "Seven estimators of the negative phase, from the same start and seed, on an RBM small enough for its exact likelihood. The chapter also measures " +
        "how fast chains mix with and without tempering.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Dataset train = context.Open("letters").Train.Shuffled(context.Seed).Range(0, Examples);
        Dataset fixedTrain = Binarizer.Fix(train, Binarization.Threshold, context.Seed);
        States data = States.From(fixedTrain.Examples.Rows([.. Enumerable.Range(0, fixedTrain.Count)]).To(context.Device));
        (string Name, string Id, EnergySettings Energy)[] ways =
        [
            ("CD-1, plain", "cd1Plain", new() { Method = "cd", Offsets = OffsetKind.None }),
            ("CD-1, centered", "cd1", new() { Method = "cd" }),
            ("CD-10, centered", "cd10", new() { Method = "cd", K = 10 }),
            ("PCD-1, centered", "pcd1", new() { Method = "pcd" }),
            ("fast PCD-1, centered", "fpcd1", new() { Method = "fpcd" }),
            ("tempering, centered", "pt", new() { Method = "pt", Chains = 20, Temperatures = 5 }),
            ("exact, centered", "exact", new() { Method = "exact" }),
        ];
        List<Series> curves = [];
        List<Measurement> measurements = [];
        List<ReportFigure> dreams = [];
        RestrictedBoltzmannMachine? exact = null;
        Tensor starts = train.Examples.Rows([.. Enumerable.Range(0, 4)]);
        foreach ((string name, string id, EnergySettings energy) in ways)
        {
            RbmSettings settings = new()
            {
                Seed = context.Seed,
                Hidden = Hidden,
                Binarize = Binarization.Threshold,
                Schedule = new() { Epochs = context.Full ? 100 : 15, Batch = 100 },
                Optimizer = new() { LearningRate = 0.05, LearningRateSchedule = LearningRateSchedule.Constant },
                Energy = energy,
            };
            TrainingData learned = TrainingData.Of(new DataSplits(train, null, null));
            double start = Exact(((RbmModel)context.Prepare(settings, learned).Model).Rbm, data);
            Trained<RbmModel> trained = context.Train<RbmModel>(
                name, settings, learned, measure: model => [new Metric("logLikelihood", _ => Exact(model.Rbm, data))]);
            RestrictedBoltzmannMachine rbm = exact = trained.Model.Rbm;
            double[] likelihoods = [start, .. trained.Curve("logLikelihood")];
            curves.Add(new Series(name, [.. Enumerable.Range(0, likelihoods.Length).Select(epoch => (double)epoch)], likelihoods));
            measurements.Add(new Measurement(id, $"{name}: exact mean log-likelihood after {settings.Schedule.Epochs} epochs", likelihoods[^1], "nats")
            {
                Binarize = Binarization.Threshold,
            });
            dreams.Add(new ReportFigure(
                ReportPicture.Of(new RbmPictures(rbm, train.Shape).Fantasies(starts, [0, 1, 10, 100, 1000], context.Seed)), name,
                    $"Four chains of the RBM trained by {name}."));
        }

        measurements.AddRange(Mixing(exact!, train, context));
        Report report = new(Title,
        [
            new ReportSection("Two phases",
            [
                new Formula("∂ log p(v) / ∂W = M[v h] under the data − M[v h] under the model"),
                new Paragraph("The first mean is easy to compute. The second needs samples of the model. *Contrastive divergence* takes k Gibbs sweeps " +
                    "from the data. *Persistent* chains are never restarted. *Fast weights* push the chains away from states where they stay. *Tempering* " +
                    $"swaps them with chains of a smoother model. With {Hidden} hidden units, the exact sum over all 2^{Hidden} hidden states is also " +
                    "possible."),
                new ReportFigure(
                    ReportPicture.Of(new Curves(curves,
                        new ChartOptions { Title = "The same start and seed", XLabel = "epoch", YLabel = "mean log-likelihood, nats" })),
                    $"Exact mean log-likelihood of {Examples:N0} letters binarized by a threshold; {train.Examples.Columns} visible and {Hidden} hidden units.",
                    "Likelihood curves over epochs for seven estimators."),
            ]),
            new ReportSection("Samples of the chains",
                [new Paragraph("Four chains of each RBM start at letters. CD-1 trains only on samples one sweep away from the data."), new FigureRow(dreams)]),
            new ReportSection("Mixing",
            [
                new Formula("τ = 1 + 2 Σ ρ(t)"),
                new Paragraph("The free energy along a chain has an integrated autocorrelation time τ (Sokal 1997): τ sweeps are worth one independent " +
                    "sample. Split R̂ compares the chains with each other. Above 1.01 they have not yet explored the same states. Both are measured on the " +
                    "RBM trained with the exact gradient, with and without tempering."),
            ]),
            new ReportSection("Measurements", [new MeasuredTable("After the last epoch", [.. measurements.Select(m => m.ToRow())])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    /// <summary>Autocorrelation time and split R̂ of the free energy along chains, plain and tempered, from the same starts.</summary>
    private static IEnumerable<Measurement> Mixing(RestrictedBoltzmannMachine rbm, Dataset letters, ExperimentContext context)
    {
        const int Chains = 20, Sweeps = 1000;
        States starts = letters.Examples.Rows([.. Enumerable.Range(0, Chains)]).To(context.Device)
            .SampleBernoulli(RandomStream.For(context.Seed, Purpose.Sampling));
        GibbsChains plain = new(rbm.Machine, Chains);
        plain.State[rbm.Visible] = starts;
        plain.Sample(LayerRole.Hidden, RandomStream.For(context.Seed, Purpose.Sampling, 1), 0);
        MixingReport ofPlain = MixingReport.Of(Along(sweep =>
        {
            plain.Sweep(1, RandomStream.For(context.Seed, Purpose.Sampling, 2 + sweep));
            return plain.State[rbm.Visible];
        }));

        Tensor visible = rbm.Visible.Units.Mean(Tensor.Zeros(context.Device, 1, letters.Examples.Columns)).Reshape(-1), hidden = rbm.MeanHiddenFrom(starts);
        ParallelTempering tempering = new(rbm.Machine, Chains, new TemperingOptions { Temperatures = 5 }, new Dictionary<Layer, Tensor>
        {
            [rbm.Visible] = visible,
            [rbm.Hidden] = States.Dense(hidden).WeightedSum(Tensor.Filled(1f / Chains, Chains).To(context.Device)),
        });
        tempering.SampleIndependently(RandomStream.For(context.Seed, Purpose.Chains));
        tempering.Sweep(500, RandomStream.For(context.Seed, Purpose.Sampling, 5000));
        MixingReport ofTempered = MixingReport.Of(Along(sweep =>
        {
            tempering.Sweep(1, RandomStream.For(context.Seed, Purpose.Sampling, 6000 + sweep));
            return tempering.AtMachine()[rbm.Visible];
        }));
        yield return new Measurement("tauGibbs", "Autocorrelation time of the free energy, Gibbs chains", ofPlain.Autocorrelation.Time, "sweeps");
        yield return new Measurement("tauTempering", "The same with 5 temperatures", ofTempered.Autocorrelation.Time, "sweeps");
        yield return new Measurement("splitRHatGibbs", $"Split R̂ of {Chains} Gibbs chains of {Sweeps:N0} sweeps", ofPlain.SplitRHat, "");
        yield return new Measurement("splitRHatTempering", "The same with 5 temperatures", ofTempered.SplitRHat, "");
        yield return new Measurement("leastSwapRate", "The lowest swap rate between neighboring temperatures", tempering.SwapRates.Min(), "");

        double[][] Along(Func<int, States> sweep)
        {
            double[][] series = [.. Enumerable.Range(0, Chains).Select(_ => new double[Sweeps])];
            for (int t = 0; t < Sweeps; t++)
            {
                double[] energies = rbm.FreeEnergy(sweep(t));
                for (int chain = 0; chain < Chains; chain++)
                    series[chain][t] = energies[chain];
            }

            return series;
        }
    }

    private static double Exact(RestrictedBoltzmannMachine rbm, States data) => -rbm.FreeEnergy(data).Average() - ExactPartition.Of(rbm.Machine).LogPartition;
}
