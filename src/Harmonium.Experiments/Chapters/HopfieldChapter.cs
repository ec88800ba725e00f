using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Studies;
using Harmonium.Figures.Charts;
using Harmonium.Figures.Images;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Experiments.Chapters;

/// <summary>The Hopfield network: its energy, recall of one, two distant and two overlapping patterns, capacity, and dense memories.</summary>
internal sealed class HopfieldChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "hopfield";

    /// <inheritdoc/>
    public override string Title => "The Hopfield net";

    /// <inheritdoc/>
    public override string Summary =>
        "Symmetric weights define an energy that never rises. Stored letters are its minima, and a corrupted letter moves to one of them. Hebb's rule stores " +
        "about 0.14 N random patterns. Better rules and dense memories store more.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Dataset letters = context.Open("letters").Train;
        Tensor images = ClassSpread.ToBits(ClassSpread.Take(letters, 26, context.Seed)).To(context.Device);
        List<Measurement> measurements = [];
        Report report = new(Title,
        [
            Energy(context),
            Recall(letters, images, context, measurements),
            Dynamics(images, context, measurements),
            Capacity(context, measurements),
            new ReportSection("Measurements", [new MeasuredTable("All measurements", [.. measurements.Select(m => m.ToRow())])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    /// <summary>The energy over states between two patterns that agree in one half of the neurons and differ in the other.</summary>
    private static ReportSection Energy(ExperimentContext context)
    {
        const int Half = 200, Steps = 40;
        Tensor patterns = AssociativeMemories.RandomPatterns(context.Device, 1, 2 * Half, context.Seed, 0);
        Tensor both = Tensor.Zeros(context.Device, 2, 2 * Half);
        patterns.CopyTo(both.RowRange(0, 1));
        patterns.CopyTo(both.RowRange(1, 1));
        for (int i = Half; i < 2 * Half; i++)
            both[1, i] = -both[1, i];
        HopfieldNetwork net = HopfieldNetwork.Store(both);
        Tensor states = Tensor.Zeros(context.Device, (Steps + 1) * (Steps + 1), 2 * Half);
        for (int row = 0; row < states.Rows; row++)
        {
            // The number of neurons per half that equal the first pattern: from Half / 2 to Half in the agreeing half, from 0 to Half in the other.
            int alike = Half / 2 + (row / (Steps + 1) * Half / 2 / Steps), differing = row % (Steps + 1) * Half / Steps;
            for (int i = 0; i < 2 * Half; i++)
                states[row, i] = (i < Half ? i < alike : i - Half < differing) ? both[0, i] : -both[0, i];
        }

        double[] energies = net.Energy(states);
        double middle = energies.Average();
        Tensor surface = Tensor.From([.. energies.Select(e => (float)((e - middle) / (2 * Half)))], 1, Steps + 1, Steps + 1);
        double[] path = [.. Enumerable.Range(0, Steps + 1).Select(k => (double)k / Steps)];
        Series along = new("agreeing half: overlap 1", path, energies[^(Steps + 1)..]), across = new("agreeing half: overlap 0", path, energies[..(Steps + 1)]);
        return new ReportSection("The energy",
        [
            new Formula("E = −Σ_i s_i b_i − Σ_{i<j} s_i s_j w_ij"),
            new Paragraph($"Two patterns of {2 * Half} neurons agree in one half of the neurons and differ in the other. From top to bottom, the agreeing " +
                "half becomes correct. From left to right, the other half changes from the second pattern to the first. Each of the two minima (blue) at " +
                "the lower corners is one pattern."),
            new ReportFigure(ReportPicture.Of(new ImageTiles(surface, new SheetOptions { Shading = new WeightShading { OneScale = true }, PixelSize = 8 },
                1)), "The energy surface per neuron, with its mean subtracted.", "A square that is blue in its two lower corners."),
            new ReportFigure(ReportPicture.Of(new Curves([along, across],
                new ChartOptions { Title = "From one pattern to the other", XLabel = "fraction of the differing half equal to the first pattern",
                YLabel = "energy" })), "Two minima with a barrier between them.", "Two arches. The ends of the lower one are the lowest points."),
        ]);
    }

    private static ReportSection Recall(Dataset letters, Tensor images, ExperimentContext context, List<Measurement> measurements)
    {
        const int Probes = 4;
        int e = 'E' - 'A';
        (int near, int far) = Extremes(images);
        (string Name, int[] Stored)[] cases = [("one pattern", [e]), ("two distant patterns", [e, far]), ("two overlapping patterns", [e, near])];
        List<ReportFigure> figures = [];
        foreach ((string name, int[] stored) in cases)
        {
            Tensor patterns = Rows(images, stored);
            HopfieldNetwork net = HopfieldNetwork.Store(patterns, new StorageOptions { Values = NeuronValues.Binary });
            Tensor shown = Rows(images, [.. Enumerable.Range(0, Probes).Select(k => stored[k % stored.Length])]);
            Tensor probes = AssociativeMemories.Corrupt(shown, 0.3, NeuronValues.Binary, context.Seed, stored[^1]);
            Recollection end = net.Recall(probes, new RecallOptions { Seed = context.Seed }, context.Cancel);
            figures.Add(new ReportFigure(ReportPicture.Of(AssociativeMemories.Strips(shown, probes, letters.Shape, ("recalled", end.States))), name,
                $"Letters, noisy letters and recalled letters: {name}."));
            measurements.Add(new Measurement($"overlap{(stored.Length == 1 ? "One" : stored[1] == far ? "Far" : "Near")}",
                $"{name}: overlap of the recalled state with the stored letter", net.Overlaps(end.States, shown).Average(), "")
            { Met = stored.Length == 2 && stored[1] == near ? null : net.Overlaps(end.States, shown).All(m => m == 1) });
        }

        Tensor noisy = AssociativeMemories.Corrupt(images, 0.2, NeuronValues.Binary, context.Seed, 99);
        List<(string, Tensor)> all = [];
        foreach ((StorageRule rule, string name) in (ReadOnlySpan<(StorageRule, string)>)[(StorageRule.HebbOriginal, "Hebb 1949"),
            (StorageRule.Hebb, "extended Hebb"), (StorageRule.PseudoInverse, "pseudo-inverse")])
        {
            HopfieldNetwork net = HopfieldNetwork.Store(images, new StorageOptions { Rule = rule, Values = NeuronValues.Binary });
            Tensor states = net.Recall(noisy, new RecallOptions { Seed = context.Seed }, context.Cancel).States;
            int right = Enumerable.Range(0, images.Rows).Count(row => states.Row(row).SequenceEqual(images.Row(row)));
            measurements.Add(new Measurement($"lettersRecalled{rule}",
                $"Letters (of 26) recalled without error when a fifth of the pixels are flipped, {name}", right,
                "letters")
            { Met = rule == StorageRule.PseudoInverse ? right == images.Rows : null });
            all.Add((name, states));
        }

        return new ReportSection("Recall",
        [
            new Paragraph("Recall starts from corrupted letters. With one stored pattern, every probe ends at the pattern or at its negative. Two distant " +
                "patterns are told apart. Two overlapping patterns attract each other's probes."),
            new FigureRow(figures),
            new Paragraph("Here all twenty-six letters are stored at once. Hebb's rule of 1949 strengthens a weight when both neurons fire. It cannot forget " +
                "and recalls nothing. The extended rule also weakens a weight when only one neuron fires. It stores unrelated patterns, but letters are " +
                "similar to each other. The pseudo-inverse removes what they have in common."),
            new ReportFigure(ReportPicture.Of(AssociativeMemories.Strips(images, noisy, letters.Shape, [.. all])),
                "Stored letters, corrupted letters, and the states recalled with three storage rules.", "Rows of letters."),
        ]);
    }

    private static ReportSection Dynamics(Tensor images, ExperimentContext context, List<Measurement> measurements)
    {
        HopfieldNetwork net = HopfieldNetwork.Store(images, new StorageOptions { Values = NeuronValues.Binary });
        Tensor noise = AssociativeMemories.Corrupt(images, 0.5, NeuronValues.Binary, context.Seed, 7);
        Recollection inTurn = net.Recall(noise, new RecallOptions { Seed = context.Seed, TraceEnergy = true }, context.Cancel);
        HopfieldNetwork rivals = new(Tensor.From([0, -1, -1, 0], 2, 2));
        Recollection atOnce = rivals.Recall(Tensor.From([1, 1, 1, -1], 2, 2), new RecallOptions { Dynamics = Machines.Hopfield.Dynamics.Synchronous },
            context.Cancel);
        int rises = Enumerable.Range(1, inTurn.Energies.Count - 1)
            .Sum(k => Enumerable.Range(0, images.Rows).Count(p => inTurn.Energies[k][p] > inTurn.Energies[k - 1][p] + 1e-3));
        measurements.Add(new Measurement("energyRises", "Sweeps that raised an energy, asynchronous updates", rises, "") { Met = rises == 0 });
        measurements.Add(new Measurement("cycles", "Two neurons with a negative weight, synchronous updates: starts (of two) that end in a cycle",
            atOnce.Ends.Count(end => end == RecallEnd.Cycle), "")
        { Met = atOnce.Ends[0] == RecallEnd.Cycle && atOnce.Ends[1] == RecallEnd.FixedPoint });
        double[] sweeps = [.. Enumerable.Range(0, inTurn.Energies.Count).Select(k => (double)k)];
        return new ReportSection("Stability and oscillation",
        [
            new Paragraph("With asynchronous updates, every change lowers the energy until no neuron changes. With synchronous updates, the network can also " +
                "oscillate between two states forever. Two neurons with a negative weight do so when they start in the same state."),
            new ReportFigure(ReportPicture.Of(new Curves([.. Enumerable.Range(0, 5).Select(p =>
                new Series($"start {p + 1}", sweeps, [.. inTurn.Energies.Select(energies => energies[p])]))],
                new ChartOptions { Title = "Energy from random starts", XLabel = "sweep", YLabel = "energy" })), "Energy per sweep from five random starts.",
                "Five curves that fall and then stay constant."),
        ]);
    }

    private static ReportSection Capacity(ExperimentContext context, List<Measurement> measurements)
    {
        int neurons = context.Full ? 2000 : 400;
        const double Noise = 0.05;
        List<Series> curves = [];
        foreach ((StorageRule rule, string name) in (ReadOnlySpan<(StorageRule, string)>)[(StorageRule.Hebb, "Hebb"),
            (StorageRule.PseudoInverse, "pseudo-inverse"), (StorageRule.Perceptron, "perceptron, margin 2")])
        {
            double[] loads = [0.05, 0.1, 0.13, 0.16, 0.2, 0.3, 0.4, 0.5, 0.6];
            double[] overlaps = new double[loads.Length];
            for (int k = 0; k < loads.Length; k++)
            {
                context.Report("capacity", (double)k / loads.Length, name);
                Tensor patterns = AssociativeMemories.RandomPatterns(context.Device, (int)(loads[k] * neurons), neurons, context.Seed, k);
                HopfieldNetwork net = HopfieldNetwork.Store(patterns, new StorageOptions { Rule = rule, Margin = 2, Epochs = 300, Seed = context.Seed });
                Tensor some = patterns.RowRange(0, Math.Min(50, patterns.Rows)),
                    probes = AssociativeMemories.Corrupt(some, Noise, NeuronValues.Spin, context.Seed, k);
                overlaps[k] = net.Overlaps(net.Recall(probes, new RecallOptions { Seed = context.Seed }, context.Cancel).States, some).Average();
            }

            curves.Add(new Series(name, loads, overlaps));
        }

        const int Few = 100, Many = 500;
        Tensor dense = AssociativeMemories.RandomPatterns(context.Device, Many, Few, context.Seed, 50), kept = dense.RowRange(0, 20),
            corrupted = AssociativeMemories.Corrupt(kept, 0.1, NeuronValues.Spin, context.Seed, 50);
        Tensor recalled = new PolynomialMemory(dense, degree: 4).Recall(corrupted, seed: context.Seed),
            attended = new SoftmaxMemory(dense, beta: 0.5).Recall(corrupted, steps: 3);
        measurements.Add(new Measurement("overlapHebb", "Overlap at load 0.1, Hebb", curves[0].Y[1], "")
        {
            Published = 0.998,
            Source = "mean-field theory, bit error 0.1 %",
            Met = curves[0].Y[1] > 0.95
        });
        measurements.Add(new Measurement("overlapHebbBeyond", "Overlap at load 0.3, Hebb", curves[0].Y[5], "") { Met = curves[0].Y[5] < 0.7 });
        measurements.Add(new Measurement("overlapPseudoInverse", "Overlap at load 0.3, pseudo-inverse", curves[1].Y[5], "") { Met = curves[1].Y[5] > 0.99 });
        measurements.Add(new Measurement("overlapDense", $"Overlap for {Many} patterns in {Few} neurons, a tenth of them flipped, dense memory of degree 4",
            MeanOverlap(recalled, kept), "")
        { Met = MeanOverlap(recalled, kept) > 0.99 });
        measurements.Add(new Measurement("overlapSoftmax", "The same for a softmax memory", MeanOverlap(attended, kept),
            "")
        { Met = MeanOverlap(attended, kept) > 0.99 });
        return new ReportSection("Capacity",
        [
            new Paragraph($"{neurons} neurons store random patterns. In the probes, {100 * Noise:F0} % of the neurons are flipped. The lecture gives a " +
                "capacity of 0.15 N for Hebb's rule. Theory gives 0.138 N with an abrupt collapse, which the recipe hopfield-capacity measures. Rules that " +
                "solve for the weights store more patterns. An energy of higher degree (Krotov & Hopfield 2016) or an exponential energy (Ramsauer et al. " +
                "2020) stores many more patterns than there are neurons."),
            new ReportFigure(ReportPicture.Of(new Curves(curves,
                new ChartOptions { Title = "Overlap against load", XLabel = "load P / N", YLabel = "overlap with the stored pattern" },
                [new Anchor("1", 1)])), "The overlap for three storage rules.", "The curve of Hebb's rule falls steeply near 0.14. The others fall later."),
        ]);
    }

    /// <summary>Returns the letters that are most and least similar to E.</summary>
    private static (int Near, int Far) Extremes(Tensor images)
    {
        int e = 'E' - 'A';
        double[] distances = [.. Enumerable.Range(0, images.Rows).Select(row => row == e ? double.NaN
            : Enumerable.Range(0, images.Columns).Count(i => images[row, i] != images[e, i]))];
        int[] others = [.. Enumerable.Range(0, images.Rows).Where(row => row != e).OrderBy(row => distances[row])];
        return (others[0], others[^1]);
    }

    private static double MeanOverlap(Tensor states, Tensor others) => states.DotRows(States.Dense(others)).Average() / states.Columns;

    private static Tensor Rows(Tensor from, int[] rows)
    {
        Tensor taken = Tensor.Zeros(from.Device, rows.Length, from.Columns);
        for (int k = 0; k < rows.Length; k++)
            from.Row(rows[k]).CopyTo(taken.Row(k));
        return taken;
    }
}
