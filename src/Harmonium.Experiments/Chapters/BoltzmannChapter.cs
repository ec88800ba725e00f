using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
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

    /// <inheritdoc/>
    public override string Id => "boltzmann";

    /// <inheritdoc/>
    public override string Title => "The Boltzmann machine";

    /// <inheritdoc/>
    public override string Summary =>
        "A fully connected Boltzmann machine learns a distribution over sixteen patterns, by the exact gradient and by Gibbs sampling. The divergence from " +
        "the true distribution falls toward 0.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int[] counts = Counts(context.Seed);
        double[] target = [.. counts.Select(count => (double)count / counts.Sum())];
        Dataset data = Examples(counts), patterns = Examples([.. counts.Select(_ => 1)]);
        (string Name, string Id, int Hidden, int Batch, int Epochs, double Rate, double Bound, Func<BoltzmannMachine, GradientEstimator> Estimator)[] ways =
        [
            ("exact, no hidden units", "exactVisible", 0, patterns.Count, 3000, 0.3, double.PositiveInfinity, machine => new EnumeratedGradient(machine)),
            ("exact, 4 hidden units", "exact", 4, patterns.Count, context.Full ? 20_000 : 5000, 1.0, 0.01, machine => new EnumeratedGradient(machine)),
            ("sampled, 4 hidden units", "sampled", 4, 200, context.Full ? 4000 : 500, 0.5, 0.02, machine =>
                new PersistentContrastiveDivergence(machine, context.Seed, chains: 1000, sweeps: 3)),
        ];
        List<Series> curves = [], learned = [new Series("data", States(), target)];
        List<Measurement> measurements = [];
        foreach ((string name, string id, int hidden, int batch, int epochs, double rate, double bound,
            Func<BoltzmannMachine, GradientEstimator> estimator) in ways)
        {
            BoltzmannMachine machine = Start(hidden, context);
            List<double> places = [0], divergences = [Divergence(target, machine)];
            int every = Math.Max(1, epochs / 40);
            EnergyLearner learner = new(estimator(machine), new MomentumOptimizer(), Source(batch),
                new EnergyLearningOptions { LearningRate = new ExponentialSchedule(rate, rate / 10, 0.5), AverageFrom = id == "sampled" ? 0.7 : null },
                    context.Seed);
            new Trainer(learner, epochs, [], [new DivergenceGuard(), new StageProgress(context, name), new EpochAction(epoch =>
            {
                if (epoch % every != 0)
                    return;
                places.Add((double)epoch / epochs);
                divergences.Add(Divergence(target, machine));
            })]).Run(cancel: context.Cancel);
            context.Cancel.ThrowIfCancellationRequested();
            curves.Add(new Series(name, places, divergences));
            learned.Add(new Series(name, States(), BoltzmannGibbs.Of(machine).MarginalOf([machine.Layers[0]])));
            double divergence = Divergence(target, machine);
            measurements.Add(new Measurement($"divergence{char.ToUpperInvariant(id[0])}{id[1..]}", $"KL(data ‖ machine), {name}", divergence, "nats")
            {
                Published = double.IsFinite(bound) ? 0 : null,
                Source = double.IsFinite(bound) ? $"a perfect fit; at most {bound} is required" : "",
                Met = double.IsFinite(bound) ? divergence <= bound : null,
            });
        }

        // The exact gradient uses every pattern once, weighted by its count. Sampling uses each pattern as often as it occurs.
        ExampleSource Source(int batch) => batch == patterns.Count
            ? new ExampleSource(patterns, batch, context.Seed, Binarization.None, context.Device) { Weights = [.. counts.Select(count => (float)count)] }
            : new ExampleSource(data, batch, context.Seed, Binarization.None, context.Device);

        Report report = new(Title,
        [
            new ReportSection("The machine",
            [
                new Formula("E(s) = −Σ_i s_i b_i − Σ_{i<j} s_i s_j w_ij,   p(s_i = 1 | others) = σ(b_i + Σ_j w_ij s_j)"),
                new Paragraph("The energy is that of the Hopfield network, but the neurons are stochastic and some are hidden. The gradient of a weight is " +
                    "the difference of two averages: ⟨s_i s_j⟩ with the data on the visible units, minus ⟨s_i s_j⟩ of the free-running machine (Ackley, " +
                    "Hinton, Sejnowski 1985). Here every unit is coupled with every other. Coupled units are sampled one after the other; groups of " +
                    "uncoupled units are sampled in one step."),
            ]),
            new ReportSection("Learning a distribution",
            [
                new Paragraph("The data are patterns of four bits with random frequencies. Visible units alone can fit only the averages of single units " +
                    "and of pairs. Hidden units fit the rest."),
                new ReportFigure(ReportPicture.Of(new Curves(curves,
                    new ChartOptions { Title = "KL divergence of the machine from the data", XLabel = "fraction of training", YLabel = "nats" })),
                    "Exact gradient and Gibbs sampling.", "Three curves. The one without hidden units stays high; the others fall toward zero."),
                new ReportFigure(ReportPicture.Of(new Curves(learned,
                    new ChartOptions { Title = "Learned and true distribution", XLabel = "pattern", YLabel = "probability" })),
                    "The probability of each of the sixteen patterns.", "Zigzag curves. Those of machines with hidden units coincide with the data."),
                new MeasuredTable("After training", [.. measurements.Select(m => m.ToRow())]),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
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
