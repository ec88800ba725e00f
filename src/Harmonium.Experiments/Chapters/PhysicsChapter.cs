using Harmonium.Couplings;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Figures.Charts;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Experiments.Chapters;

/// <summary>The Boltzmann–Gibbs distribution of a small system at several temperatures, exactly and by sampling.</summary>
internal sealed class PhysicsChapter : Chapter
{
    private const int Units = 4;

    /// <inheritdoc/>
    public override string Id => "physics";

    /// <inheritdoc/>
    public override string Title => "Statistical mechanics";

    /// <inheritdoc/>
    public override string Summary =>
        "A system of sixteen states with their energies. States of low energy are more probable. At a low temperature they have almost all of the probability.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        BoltzmannMachine machine = SmallSystem(context);
        double[] temperatures = [0.25, 0.5, 1, 2, 8];
        BoltzmannGibbs one = BoltzmannGibbs.Of(machine);
        int[] order = [.. Enumerable.Range(0, one.Energies.Count).OrderBy(state => one.Energies[state])];
        double[] ranks = [.. order.Select((_, rank) => rank + 1.0)];
        int chains = context.Full ? 100_000 : 10_000;
        List<Series> distributions = [], shares = [];
        List<Measurement> measurements = [];
        foreach (double temperature in temperatures)
        {
            context.Report("sampling", (double)distributions.Count / temperatures.Length, $"T = {temperature}");
            BoltzmannGibbs exact = BoltzmannGibbs.Of(machine, temperature);
            distributions.Add(new Series($"T = {temperature}", ranks, [.. order.Select(state => exact.Probabilities[state])]));
            double[] sampled = Sampled(machine, exact, temperature, chains, context);
            shares.Add(new Series($"T = {temperature}, sampled", ranks, [.. order.Select(state => sampled[state])]));
            measurements.Add(Distance(exact, sampled, temperature, chains));
        }

        double[] sweep = [.. Enumerable.Range(0, 60).Select(k => 0.1 * Math.Pow(100, k / 59.0))];
        BoltzmannGibbs[] heated = [.. sweep.Select(t => BoltzmannGibbs.Of(machine, t))];
        BoltzmannGibbs cold = BoltzmannGibbs.Of(machine, temperatures[0]), hot = BoltzmannGibbs.Of(machine, temperatures[^1]);
        bool ordered = temperatures.All(t => IsOrdered(BoltzmannGibbs.Of(machine, t), order));
        measurements.Insert(0, new Measurement("lowestStateCold", $"Probability of the state of lowest energy at T = {temperatures[0]}",
            cold.Probabilities[order[0]], "")
        { Met = ordered && cold.Probabilities[order[0]] > hot.Probabilities[order[0]] });
        measurements.Insert(1, new Measurement("lowestStateHot", $"The same at T = {temperatures[^1]}", hot.Probabilities[order[0]],
            "")
        { Published = 1.0 / one.Energies.Count, Source = "1/16, the limit of high temperature" });

        Report report = new(Title,
        [
            new ReportSection("The distribution",
            [
                new Formula("p_i = exp(−E_i / kT) / Z,   Z = Σ_i exp(−E_i / kT)"),
                new Paragraph($"A system of {Units} binary units with random couplings has sixteen states, sorted here by energy; k = 1. States of low " +
                    "energy are more probable at every temperature. As the temperature falls, the distribution concentrates on a few of them."),
                new ReportFigure(ReportPicture.Of(new Curves(distributions,
                    new ChartOptions { Title = "Probability of each state", XLabel = "state, by energy", YLabel = "probability" })),
                    "The exact distribution at five temperatures.", "Five falling curves. Lower temperatures have steeper curves."),
                new ReportFigure(ReportPicture.Of(new Curves(
                [
                    new Series("mean energy U", sweep, [.. heated.Select(system => system.MeanEnergy)]),
                    new Series("entropy S (nats)", sweep, [.. heated.Select(system => system.Entropy)]),
                    new Series("heat capacity C", sweep, [.. heated.Select(system => system.HeatCapacity)]),
                ], new ChartOptions { Title = "Energy, entropy and heat capacity", XLabel = "temperature" }, logX: true)),
                    "Energy, entropy and heat capacity against temperature.", "Energy and entropy rise with the temperature; the heat capacity has a peak."),
            ]),
            new ReportSection("Sampling",
            [
                new Paragraph($"{chains:N0} Gibbs chains are cooled from T = 8 to each temperature. Their final states follow the formula above."),
                new ReportFigure(ReportPicture.Of(new Curves(shares,
                    new ChartOptions { Title = "Fraction of chains in each state", XLabel = "state, by energy", YLabel = "fraction" })),
                    "The sampled distribution at five temperatures.", "Five falling curves like those of the exact distribution."),
                new MeasuredTable("Exact and sampled", [.. measurements.Select(m => m.ToRow())]),
            ]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static BoltzmannMachine SmallSystem(ExperimentContext context)
    {
        RandomStream random = RandomStream.For(context.Seed, Purpose.Initialization);
        Tensor bias = Tensor.Zeros(context.Device, Units), weights = Tensor.Zeros(context.Device, Units, Units);
        for (int i = 0; i < Units; i++)
        {
            bias[i] = 0.5f * random.Normal(i, Units);
            for (int j = 0; j < i; j++)
                weights[i, j] = weights[j, i] = 1.5f * random.Normal(i, j);
        }

        Layer layer = new("units", LayerRole.Visible, new Bernoulli(bias));
        return new BoltzmannMachine([layer], [new LateralCoupling(layer, weights)]);
    }

    private static double[] Sampled(BoltzmannMachine machine, BoltzmannGibbs exact, double temperature, int count, ExperimentContext context)
    {
        GibbsChains chains = new(machine, count);
        chains.SampleIndependently(machine.Layers, RandomStream.For(context.Seed, Purpose.Chains));
        chains.Anneal(new CoolingSchedule(8, temperature), 30, RandomStream.For(context.Seed, Purpose.Sampling));
        // The chains lag behind the cooling schedule, so they are equilibrated at the final temperature.
        chains.Sweep(60, RandomStream.For(context.Seed, Purpose.Sampling, 1));
        return exact.Space!.FrequenciesOf(chains.State);
    }

    private static Measurement Distance(BoltzmannGibbs exact, double[] sampled, double temperature, int chains)
    {
        double distance = 0, floor = 0;
        for (int state = 0; state < sampled.Length; state++)
        {
            double p = exact.Probabilities[state];
            distance += Math.Abs(sampled[state] - p) / 2;
            floor += Math.Min(Math.Sqrt(2 * p * (1 - p) / (Math.PI * chains)), 2 * p) / 2;
        }

        return new Measurement($"distanceT{temperature.ToString().Replace(".", "")}",
            $"T = {temperature}: total variation distance of the chains from the formula, relative to that of independent samples", distance / floor,
            "")
        { Met = distance / floor <= 4 };
    }

    private static bool IsOrdered(BoltzmannGibbs system, int[] order) =>
        order.Zip(order.Skip(1)).All(pair => system.Probabilities[pair.First] >= system.Probabilities[pair.Second]);
}
