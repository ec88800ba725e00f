using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Figures.Charts;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Schedules;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Experiments.Chapters;

/// <summary>The Boltzmann machine: stochastic visible and hidden units on any graph learn a small distribution, exactly and by sampling.</summary>
internal sealed class BoltzmannChapter : Chapter
{
    private const int Visible = 4;
    private const int Hidden = 4;

    /// <inheritdoc/>
    public override string Id => "boltzmann";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int[] counts = Counts(context.Seed);
        double[] target = [.. counts.Select(count => (double)count / counts.Sum())];
        Dataset data = Examples(counts), patterns = Examples([.. counts.Select(_ => 1)]);
        PageText text = context.Text(this).With(("bits", Visible), ("patterns", patterns.Count), ("examples", data.Count), ("hidden", Hidden));
        (string Id, int Hidden, int Batch, int Epochs, double Rate, double Bound, Func<BoltzmannMachine, GradientEstimator> Estimator)[] ways =
        [
            ("exactVisible", 0, patterns.Count, 3000, 0.3, double.PositiveInfinity, machine => new EnumeratedGradient(machine)),
            ("exact", Hidden, patterns.Count, context.Full ? 20_000 : 5000, 1.0, 0.01, machine => new EnumeratedGradient(machine)),
            ("sampled", Hidden, 200, context.Full ? 4000 : 500, 0.5, 0.02, machine =>
                new PersistentContrastiveDivergence(machine, context.Seed, chains: 1000, sweeps: 3)),
        ];
        List<Series> curves = [], learned = [new Series(text["series.data"], States(), target)];
        List<Measurement> measurements = [];
        foreach ((string id, int hidden, int batch, int epochs, double rate, double bound, Func<BoltzmannMachine, GradientEstimator> estimator) in ways)
        {
            string way = text[$"way.{id}"];
            PageText words = text.With(("way", way), ("bound", double.IsFinite(bound) ? bound : 0));
            BoltzmannMachine machine = Start(hidden, context);
            EnergyLearner learner = new(estimator(machine), new MomentumOptimizer(), Source(batch),
                new EnergyLearningOptions { LearningRate = new ExponentialSchedule(rate, rate / 10, 0.5), AverageFrom = id == "sampled" ? 0.7 : null },
                context.Seed);
            curves.Add(Learn(way, learner, epochs, () => Divergence(target, machine), context));
            learned.Add(new Series(way, States(), BoltzmannGibbs.Of(machine).MarginalOf([machine.Layers[0]])));
            double divergence = Divergence(target, machine);
            measurements.Add(new Measurement($"divergence{char.ToUpperInvariant(id[0])}{id[1..]}", words["m.divergence"], divergence, "nats")
            {
                Published = double.IsFinite(bound) ? 0 : null,
                Source = double.IsFinite(bound) ? words["source.bound"] : "",
                Met = double.IsFinite(bound) ? divergence <= bound : null,
            });
        }

        // The exact gradient uses every pattern once, weighted by its count. Sampling uses each pattern as often as it occurs.
        ExampleSource Source(int batch) => batch == patterns.Count
            ? new ExampleSource(patterns, batch, context.Seed, Binarization.None, context.Device) { Weights = [.. counts.Select(count => (float)count)] }
            : new ExampleSource(data, batch, context.Seed, Binarization.None, context.Device);

        return new ChapterForm(this, context, text,
            [
                "E(s) = −Σ_i b_i s_i − Σ_{i<j} w_ij s_i s_j", "p(s_i = 1) = σ(b_i + Σ_j w_ij s_j)",
                "{∂ log p}/{∂ w_ij} = M[s_i s_j]_data − M[s_i s_j]_model",
            ],
            [
                new ReportSection(text["learning.heading"],
                    [ReportFigure.Of(ReportPicture.Of(new Curves(curves, text.Labels("learning"))), text, "learning")]),
                new ReportSection(text["learned.heading"],
                    [ReportFigure.Of(ReportPicture.Of(new Curves(learned, text.Labels("learned"))), text, "learned")]),
            ], measurements).ToOutcome();
    }

    /// <summary>Trains a machine and returns its divergence from the data over the fraction of training.</summary>
    private static Series Learn(string name, EnergyLearner learner, int epochs, Func<double> divergence, ExperimentContext context)
    {
        List<double> places = [0], divergences = [divergence()];
        int every = Math.Max(1, epochs / 40);
        new Trainer(learner, epochs, [], [new DivergenceGuard(), new StageProgress(context, name), new EpochAction(epoch =>
        {
            if (epoch % every != 0)
                return;
            places.Add((double)epoch / epochs);
            divergences.Add(divergence());
        })]).Run(cancel: context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
        return new Series(name, places, divergences);
    }

    private static double[] States() => [.. Enumerable.Range(0, 1 << Visible).Select(state => (double)state)];

    /// <summary>The counts of the patterns, about 2000 in total, proportional to exponentials of normal variates.</summary>
    private static int[] Counts(ulong seed)
    {
        RandomStream random = RandomStream.For(seed, Purpose.General);
        double[] weights = [.. Enumerable.Range(0, 1 << Visible).Select(state => Math.Exp(1.3 * random.Normal(state)))];
        return [.. weights.Select(w => 1 + (int)Math.Round(2000 * w / weights.Sum()))];
    }

    private static Dataset Examples(int[] counts)
    {
        int[] states = [.. counts.SelectMany((count, state) => Enumerable.Repeat(state, count))];
        Tensor examples = Tensor.Zeros(states.Length, Visible);
        for (int row = 0; row < states.Length; row++)
        {
            for (int i = 0; i < Visible; i++)
                examples[row, i] = states[row] >> i & 1;
        }

        return new Dataset("patterns", new FloatExamples(examples), ItemShape.Vector(Visible));
    }

    private static BoltzmannMachine Start(int hidden, ExperimentContext context)
    {
        BoltzmannMachine machine = BoltzmannMachine.FullyConnected(new Bernoulli(Tensor.Zeros(context.Device, Visible)), hidden == 0 ? null
            : new Bernoulli(Tensor.Zeros(context.Device, hidden)));
        foreach (DenseCoupling coupling in machine.Couplings.OfType<DenseCoupling>())
        {
            RandomStream.For(context.Seed, Purpose.Initialization).FillNormal(coupling.Weights, 0, 1);
            coupling.Changed();
        }

        return machine;
    }

    private static double Divergence(double[] target, BoltzmannMachine machine) =>
        BoltzmannGibbs.Divergence(target, BoltzmannGibbs.Of(machine).MarginalOf([machine.Layers[0]]));
}
