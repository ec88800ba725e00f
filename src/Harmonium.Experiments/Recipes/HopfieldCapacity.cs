using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Studies;
using Harmonium.Figures.Charts;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// The bit error of a Hopfield network, as a function of load, at the fixed point reached from a stored pattern. The reference is the mean-field theory of
/// Amit, Gutfreund and Sompolinsky (1985) at temperature 0, solved for these loads. The theory describes the lowest state in the basin of a pattern. Dynamics
/// at temperature 0 stops at the first local minimum, which differs from it where the basin is flat. The network is therefore cooled slowly from a small
/// temperature, and both results are reported.
/// </summary>
internal sealed class HopfieldCapacity : Recipe
{
    private const int Neurons = 20_000;
    // Finite-size effects are strong near the limit, so a larger network is used there.
    private const int NeuronsAtTheLimit = 40_000;
    private const double Limit = 0.1375;
    // From this load on, one step of replica symmetry breaking changes the theoretical value.
    private const double Broken = 0.1;
    private const int MostProbes = 100;
    private const int ProbesOfRareErrors = 500;
    // A higher temperature loses patterns near the limit. Faster cooling does not reach the lowest state.
    private const double Heat = 0.05;
    private const int HeatedSweeps = 100;
    private const int SmallNeurons = 500;
    // A lost pattern ends with an overlap of about 0.35, far below that of any retained pattern.
    private const double Kept = 0.8;

    private static readonly (double Load, string Id)[] _published = [(0.05, "05"), (0.10, "10"), (0.12, "12"), (0.13, "13"), (Limit, "1375")];

    /// <inheritdoc/>
    public override string Id => "hopfield-capacity";

    /// <inheritdoc/>
    public override string Title => "Capacity of the Hopfield network";

    /// <inheritdoc/>
    public override string Summary =>
        $"Networks of {Neurons:N0} to {NeuronsAtTheLimit:N0} neurons store random patterns by Hebb's rule. Asynchronous dynamics runs from stored patterns " +
        "to the fixed point, with and without slow cooling from a small temperature. The recipe measures the bit error as a function of load, the collapse " +
        "above 0.138, and the pseudo-inverse and perceptron rules at higher loads.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<Measurement> measurements = [];
        List<Point> points = [];
        List<MeasuredRow> bare = [];
        double[] loads = [.. _published.Select(row => row.Load), 0.145, 0.16];
        for (int k = 0; k < loads.Length; k++)
        {
            context.Report("Hebb's rule", (double)k / loads.Length, $"load {loads[k]}");
            (Point cooled, Point? direct) = At(loads[k], k, k < _published.Length, context);
            points.Add(cooled);
            measurements.Add(k < _published.Length ? Against(cooled, _published[k].Id, loads[k]) : Collapse(cooled, loads[k]));
            if (direct is not null)
                bare.Add((Against(direct, _published[k].Id, loads[k]) with { Met = null }).ToRow());
        }

        List<Series> beyond = [];
        foreach ((StorageRule rule, string name, string id, double[] tried) in (ReadOnlySpan<(StorageRule, string, string, double[])>)
            [(StorageRule.Hebb, "Hebb", "hebb", [0.1, 0.2, 0.4]), (StorageRule.PseudoInverse, "pseudo-inverse", "pseudoInverse", [0.1, 0.3, 0.5, 0.7, 0.9]),
                (StorageRule.Perceptron, "perceptron", "perceptron", [0.1, 0.3, 0.5, 0.7, 0.9])])
        {
            context.Report("other rules", beyond.Count / 3.0, name);
            double[] stable = [.. tried.Select(load => ShareStored(rule, load, context))];
            beyond.Add(new Series(name, tried, stable));
            if (rule != StorageRule.Hebb)
                measurements.Add(new Measurement($"{id}Stored90",
                    $"{name}: fraction of patterns that are fixed points at load {tried[^1]}, {SmallNeurons} neurons", stable[^1], "")
                { Met = stable[^1] == 1 });
        }

        ReportFigure letters = LettersFigure(context, measurements);
        Report report = new(Title,
        [
            new ReportSection("Bit error against load",
            [
                new Formula("w_ij = Σ_μ ξ_i ξ_j / N,   s_i ← sign Σ_j w_ij s_j"),
                new Paragraph($"The network has {Neurons:N0} neurons, and {NeuronsAtTheLimit:N0} at a load of {Limit}. The dynamics starts from " +
                    $"{MostProbes} patterns per load ({ProbesOfRareErrors} at the lowest load). The temperature falls from {Heat} to 0 in {HeatedSweeps} " +
                    $"sweeps; updates then continue until no neuron changes. The error of retained patterns (overlap above {Kept}) is compared with " +
                    "mean-field theory. Its standard error is over patterns. Near the limit a finite network loses some patterns, so the fraction of " +
                    "retained patterns is also given."),
                new MeasuredTable("At the fixed point", [.. measurements.Take(loads.Length).Select(m => m.ToRow())]),
                new Paragraph("Without cooling from a small temperature, the dynamics stops at the first local minimum. At high loads that minimum is " +
                    "closer to the pattern than the state that theory describes: fewer bits are wrong."),
                new MeasuredTable("The same without cooling", bare),
                new Paragraph("The published numbers assume replica symmetry, which is broken near the limit: there are many lowest states instead of one. " +
                    "One step of replica symmetry breaking lowers the bit error."),
                new MeasuredTable("Theoretical bit error", [.. _published.Where(row => row.Load >= Broken).Select(row => BrokenTheory(row.Load))]),
                new ReportFigure(ReportPicture.Of(new Curves(
                [
                    new Series("overlap, all patterns", loads, [.. points.Select(p => p.MeanOverlap)]),
                    new Series("fraction of retained patterns", loads, [.. points.Select(p => p.ShareKept)]),
                ], new ChartOptions { Title = "The collapse", XLabel = "load P / N", YLabel = "overlap, fraction" })),
                    "Overlap of the fixed point with the stored pattern, and the fraction of retained patterns.",
                    "Two curves that fall steeply above a load of 0.138."),
            ]),
            new ReportSection("Better rules",
            [
                new Paragraph($"The chart shows the fraction of random patterns that are fixed points in a network of {SmallNeurons} neurons."),
                new ReportFigure(ReportPicture.Of(new Curves(beyond,
                    new ChartOptions { Title = "Patterns that are fixed points", XLabel = "load P / N", YLabel = "fraction" })),
                    "Hebb's rule, the pseudo-inverse and the perceptron rule.", "Three curves. The curve of Hebb's rule falls at once; the others stay at 1."),
            ]),
            new ReportSection("Letters", [letters]),
            new ReportSection("Measurements", [new MeasuredTable("Other measurements", [.. measurements.Skip(loads.Length).Select(m => m.ToRow())])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static (Point Cooled, Point? Direct) At(double load, int which, bool direct, ExperimentContext context)
    {
        int neurons = load == Limit ? NeuronsAtTheLimit : Neurons, count = (int)Math.Round(load * neurons);
        Tensor patterns = AssociativeMemories.RandomPatterns(context.Device, count, neurons, context.Seed, which);
        HopfieldNetwork net = HopfieldNetwork.Store(patterns);
        // At the lowest load, errors are so rare that many patterns are needed.
        Tensor probes = patterns.RowRange(0, Math.Min(count, load < 0.08 ? ProbesOfRareErrors : MostProbes));
        RecallOptions bare = new() { Seed = context.Seed };
        return (Judge(net, probes, bare with { Temperature = Heat, HeatedSweeps = HeatedSweeps }, context), direct ? Judge(net, probes, bare, context) : null);
    }

    private static Point Judge(HopfieldNetwork net, Tensor probes, RecallOptions options, ExperimentContext context)
    {
        Recollection end = net.Recall(probes, options, context.Cancel);
        double[] overlaps = net.Overlaps(end.States, probes);
        double[] errors = [.. overlaps.Where(m => m >= Kept).Select(m => (1 - m) / 2)];
        double error = errors.Length == 0 ? double.NaN : errors.Average();
        double spread = errors.Length < 2 ? double.NaN : Math.Sqrt(errors.Sum(e => (e - error) * (e - error)) / (errors.Length - 1.0) / errors.Length);
        return new Point(100 * error, 100 * spread, overlaps.Average(), (double)errors.Length / overlaps.Length, overlaps.Length);
    }

    private static Measurement Against(Point point, string id, double load) =>
        new($"bitError{id}", $"Bit error at load 0.{id}: {point.Probes} patterns, {100 * point.ShareKept:F0} % retained, standard error " +
            $"{point.StandardErrorPercent:G2} %", point.ErrorPercent, "%")
        {
            Published = SymmetricPercent(load),
            Source = "mean-field theory (Amit, Gutfreund, Sompolinsky)",
            Interval = (point.ErrorPercent - (2 * point.StandardErrorPercent), point.ErrorPercent + (2 * point.StandardErrorPercent)),
            // Three standard errors.
            Met = Math.Abs(point.ErrorPercent - SymmetricPercent(load)) <= 3 * point.StandardErrorPercent,
        };

    private static double SymmetricPercent(double load) => 100 * RetrievalTheory.ReplicaSymmetric(load)!.BitError;

    private static MeasuredRow BrokenTheory(double load) =>
        new Measurement("theory", $"Bit error at load {load}, one step of replica symmetry breaking", 100 * RetrievalTheory.OneStepBroken(load)!.BitError, "%")
        {
            Published = SymmetricPercent(load),
            Source = "replica symmetry",
        }.ToRow();

    private static Measurement Collapse(Point point, double load) =>
        new($"shareKept{load.ToString()[2..]}", $"Fraction of patterns retained at load {load}, mean overlap {point.MeanOverlap:F2}", point.ShareKept,
            "")
        { Met = point.ShareKept < 0.5 };

    private static double ShareStored(StorageRule rule, double load, ExperimentContext context)
    {
        context.Cancel.ThrowIfCancellationRequested();
        Tensor patterns = AssociativeMemories.RandomPatterns(context.Device, (int)Math.Round(load * SmallNeurons), SmallNeurons, context.Seed,
            100 + (int)(100 * load));
        HopfieldNetwork net = HopfieldNetwork.Store(patterns, new StorageOptions { Rule = rule, Seed = context.Seed });
        return (double)net.CountFixedPoints(patterns) / patterns.Rows;
    }

    private static ReportFigure LettersFigure(ExperimentContext context, List<Measurement> measurements)
    {
        const int Count = 26;
        const double Noise = 0.2;
        Dataset letters = context.Open("letters").Train;
        Tensor stored = ClassSpread.ToBits(ClassSpread.Take(letters, Count, context.Seed)).To(context.Device);
        Tensor probes = AssociativeMemories.Corrupt(stored, Noise, NeuronValues.Binary, context.Seed, 1);
        (string Name, Tensor States)[] recalled =
        [
            .. new[] { (StorageRule.Hebb, "Hebb"), (StorageRule.PseudoInverse, "pseudo-inverse"), (StorageRule.Perceptron, "perceptron") }.Select(way =>
            {
                HopfieldNetwork net = HopfieldNetwork.Store(stored,
                    new StorageOptions { Rule = way.Item1, Values = NeuronValues.Binary, Margin = 5, Seed = context.Seed });
                Tensor states = net.Recall(probes, new RecallOptions { Seed = context.Seed }, context.Cancel).States;
                int right = Enumerable.Range(0, Count).Count(row => states.Row(row).SequenceEqual(stored.Row(row)));
                measurements.Add(new Measurement($"lettersRecalled{char.ToUpperInvariant(way.Item2[0])}{way.Item2[1..].Replace("-i", "I")}",
                    $"Letters (of {Count}) recalled without error from {100 * Noise:F0} % noise, {way.Item2}", right, "letters"));
                return (way.Item2, states);
            }),
        ];
        return new ReportFigure(ReportPicture.Of(AssociativeMemories.Strips(stored, probes, letters.Shape, context.Language, recalled)),
            "Twenty-six letters, the letters with a fifth of the pixels flipped, and the states recalled by three rules. Hebb's rule fails on similar " +
            "patterns.",
                "Letters, noisy letters, and recalled letters in five rows.");
    }

    private sealed record Point(double ErrorPercent, double StandardErrorPercent, double MeanOverlap, double ShareKept, int Probes);
}
