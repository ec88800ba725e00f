using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Diagnostics;
using Harmonium.Evaluation.Exact;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
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
    private const int MixingChains = 20;
    private const int MixingSweeps = 1000;
    private const int MixingTemperatures = 5;

    /// <inheritdoc/>
    public override string Id => "divergence";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Dataset train = context.Open("letters").Train.Shuffled(context.Seed).Range(0, Examples);
        Dataset fixedTrain = Binarizer.Fix(train, Binarization.Threshold, context.Seed);
        States data = States.From(fixedTrain.Examples.Rows([.. Enumerable.Range(0, fixedTrain.Count)]).To(context.Device));
        int epochs = context.Full ? 100 : 15;
        PageText text = context.Text(this).With(("examples", Examples), ("visible", train.Examples.Columns), ("hidden", Hidden), ("epochs", epochs),
            ("chains", MixingChains), ("sweeps", MixingSweeps), ("temperatures", MixingTemperatures));
        (string Id, EnergySettings Energy)[] ways =
        [
            ("cd1Plain", new() { Method = "cd", Offsets = OffsetKind.None }),
            ("cd1", new() { Method = "cd" }),
            ("cd10", new() { Method = "cd", K = 10 }),
            ("pcd1", new() { Method = "pcd" }),
            ("fpcd1", new() { Method = "fpcd" }),
            ("pt", new() { Method = "pt", Chains = 20, Temperatures = MixingTemperatures }),
            ("exact", new() { Method = "exact" }),
        ];
        List<Series> curves = [];
        List<Measurement> measurements = [];
        List<ReportFigure> dreams = [];
        RestrictedBoltzmannMachine? exact = null;
        Tensor starts = train.Examples.Rows([.. Enumerable.Range(0, 4)]);
        foreach ((string id, EnergySettings energy) in ways)
        {
            string way = text[$"way.{id}"];
            PageText words = text.With(("way", way));
            (RestrictedBoltzmannMachine rbm, double[] likelihoods) = Learn(way, energy, epochs, train, data, context);
            exact = rbm;
            curves.Add(new Series(way, [.. Enumerable.Range(0, likelihoods.Length).Select(epoch => (double)epoch)], likelihoods));
            measurements.Add(new Measurement(id, words["m.likelihood"], likelihoods[^1], "nats") { Binarize = Binarization.Threshold });
            dreams.Add(ReportFigure.Of(
                ReportPicture.Of(new RbmPictures(rbm, train.Shape).Fantasies(starts, [0, 1, 10, 100, 1000], context.Seed)), words, "samples"));
        }

        measurements.AddRange(Mixing(exact!, train, text, context));
        return new ChapterForm(this, context, text, ["{∂ log p(v)}/{∂ W_ij} = M[v_i h_j]_data − M[v_i h_j]_model", "τ = 1 + 2 Σ_t ρ(t)"],
            [
                new ReportSection(text["likelihoods.heading"],
                    [ReportFigure.Of(ReportPicture.Of(new Curves(curves, text.Labels("likelihoods"))), text, "likelihoods")]),
                new ReportSection(text["samples.heading"], [new Paragraph(text["samples.text"]), new FigureRow(dreams)]),
            ], measurements).ToOutcome();
    }

    private static (RestrictedBoltzmannMachine Rbm, double[] Likelihoods) Learn(
        string name, EnergySettings energy, int epochs, Dataset train, States data, ExperimentContext context)
    {
        RbmSettings settings = new()
        {
            Seed = context.Seed,
            Hidden = Hidden,
            Binarize = Binarization.Threshold,
            Schedule = new() { Epochs = epochs, Batch = 100 },
            Optimizer = new() { LearningRate = 0.05, LearningRateSchedule = LearningRateSchedule.Constant },
            Energy = energy,
        };
        TrainingData learned = TrainingData.Of(new DataSplits(train, null, null));
        double start = Exact(((RbmModel)context.Prepare(settings, learned).Model).Rbm, data);
        Trained<RbmModel> trained = context.Train<RbmModel>(
            name, settings, learned, measure: model => [new Metric("logLikelihood", _ => Exact(model.Rbm, data))]);
        return (trained.Model.Rbm, [start, .. trained.Curve("logLikelihood")]);
    }

    /// <summary>Autocorrelation time and split R̂ of the free energy along chains, plain and tempered, from the same starts.</summary>
    private static IEnumerable<Measurement> Mixing(RestrictedBoltzmannMachine rbm, Dataset letters, PageText text, ExperimentContext context)
    {
        const int Chains = MixingChains, Sweeps = MixingSweeps;
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
        ParallelTempering tempering = new(rbm.Machine, Chains, new TemperingOptions { Temperatures = MixingTemperatures }, new Dictionary<Layer, Tensor>
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
        yield return new Measurement("tauGibbs", text["m.tauGibbs"], ofPlain.Autocorrelation.Time, "sweeps");
        yield return new Measurement("tauTempering", text["m.tempered"], ofTempered.Autocorrelation.Time, "sweeps");
        yield return new Measurement("splitRHatGibbs", text["m.splitRHatGibbs"], ofPlain.SplitRHat, "");
        yield return new Measurement("splitRHatTempering", text["m.tempered"], ofTempered.SplitRHat, "");
        yield return new Measurement("leastSwapRate", text["m.leastSwapRate"], tempering.SwapRates.Min(), "");

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
