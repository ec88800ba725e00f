using Harmonium.Couplings;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
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
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        BoltzmannMachine machine = SmallSystem(context);
        double[] temperatures = [0.25, 0.5, 1, 2, 8];
        BoltzmannGibbs one = BoltzmannGibbs.Of(machine);
        int[] order = [.. Enumerable.Range(0, one.Energies.Count).OrderBy(state => one.Energies[state])];
        double[] ranks = [.. order.Select((_, rank) => rank + 1.0)];
        int chains = context.Full ? 100_000 : 10_000;
        PageText text = context.Text(this).With(
            ("units", Units), ("states", order.Length), ("chains", chains), ("cold", temperatures[0]), ("hot", temperatures[^1]));
        List<Series> distributions = [], shares = [];
        List<Measurement> measurements = [];
        foreach (double temperature in temperatures)
        {
            PageText words = text.With(("temperature", temperature));
            context.Report(text["stage.sampling"], (double)distributions.Count / temperatures.Length, words["series"]);
            BoltzmannGibbs exact = BoltzmannGibbs.Of(machine, temperature);
            distributions.Add(new Series(words["series"], ranks, [.. order.Select(state => exact.Probabilities[state])]));
            double[] sampled = Sampled(machine, exact, temperature, chains, context);
            shares.Add(new Series(words["series"], ranks, [.. order.Select(state => sampled[state])]));
            measurements.Add(Distance(exact, sampled, temperature, chains, words));
        }

        BoltzmannGibbs cold = BoltzmannGibbs.Of(machine, temperatures[0]), hot = BoltzmannGibbs.Of(machine, temperatures[^1]);
        bool ordered = temperatures.All(t => IsOrdered(BoltzmannGibbs.Of(machine, t), order));
        double lowestCold = cold.Probabilities[order[0]], lowestHot = hot.Probabilities[order[0]];
        measurements.Insert(0, new("lowestStateCold", text["m.lowestStateCold"], lowestCold, "") { Met = ordered && lowestCold > lowestHot });
        measurements.Insert(1, new("lowestStateHot", text["m.lowestStateHot"], lowestHot, "")
        { Published = 1.0 / one.Energies.Count, Source = text["source.hot"] });
        return new ChapterForm(this, context, text, ["p_i = {1}/{Z} exp(−{E_i}/{k T})", "Z = Σ_i exp(−{E_i}/{k T})"],
            [
                new ReportSection(text["exact.heading"],
                [
                    ReportFigure.Of(ReportPicture.Of(new Curves(distributions, text.Labels("exact"))), text, "exact"),
                    ReportFigure.Of(ReportPicture.Of(new Curves(Heated(machine, text), text.Labels("heated"), logX: true)), text, "heated"),
                ]),
                new ReportSection(text["sampled.heading"],
                    [new Paragraph(text["sampled.text"]), ReportFigure.Of(ReportPicture.Of(new Curves(shares, text.Labels("sampled"))), text, "sampled")]),
            ], measurements).ToOutcome();
    }

    /// <summary>Returns mean energy, entropy and heat capacity over the temperature.</summary>
    private static Series[] Heated(BoltzmannMachine machine, PageText text)
    {
        double[] sweep = [.. Enumerable.Range(0, 60).Select(k => 0.1 * Math.Pow(100, k / 59.0))];
        BoltzmannGibbs[] heated = [.. sweep.Select(t => BoltzmannGibbs.Of(machine, t))];
        return
        [
            new Series(text["series.energy"], sweep, [.. heated.Select(system => system.MeanEnergy)]),
            new Series(text["series.entropy"], sweep, [.. heated.Select(system => system.Entropy)]),
            new Series(text["series.capacity"], sweep, [.. heated.Select(system => system.HeatCapacity)]),
        ];
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

    private static Measurement Distance(BoltzmannGibbs exact, double[] sampled, double temperature, int chains, PageText text)
    {
        double distance = 0, floor = 0;
        for (int state = 0; state < sampled.Length; state++)
        {
            double p = exact.Probabilities[state];
            distance += Math.Abs(sampled[state] - p) / 2;
            floor += Math.Min(Math.Sqrt(2 * p * (1 - p) / (Math.PI * chains)), 2 * p) / 2;
        }

        return new Measurement($"distanceT{temperature.ToString().Replace(".", "")}", text["m.distance"], distance / floor, "") { Met = distance / floor <= 4 };
    }

    private static bool IsOrdered(BoltzmannGibbs system, int[] order) =>
        order.Zip(order.Skip(1)).All(pair => system.Probabilities[pair.First] >= system.Probabilities[pair.Second]);
}
