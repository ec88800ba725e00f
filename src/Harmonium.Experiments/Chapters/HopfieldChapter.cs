using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
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
    private const int Half = 200;
    private const int Few = 100;
    private const int Many = 500;
    private const double ProbeNoise = 0.05;

    /// <inheritdoc/>
    public override string Id => "hopfield";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Dataset letters = context.Open("letters").Train;
        Tensor images = ClassSpread.ToBits(ClassSpread.Take(letters, 26, context.Seed)).To(context.Device);
        PageText text = context.Text(this).With(("letters", images.Rows), ("pixels", images.Columns), ("half", 2 * Half), ("few", Few), ("many", Many),
            ("neurons", Neurons(context)), ("flipped", 100 * ProbeNoise));
        List<Measurement> measurements = [];
        ReportSection[] figures =
        [
            Energy(text, context),
            Recall(letters, images, measurements, text, context),
            Dynamics(images, measurements, text, context),
            Capacity(measurements, text, context),
        ];
        return new ChapterForm(this, context, text,
            ["E = −Σ_i b_i s_i − Σ_{i<j} w_ij s_i s_j", "s_i ← θ(b_i + Σ_j w_ij s_j)", "w_ij = {1}/{N} Σ_μ ξ_i^μ ξ_j^μ"], figures, measurements).ToOutcome();
    }

    /// <summary>The energy over states between two patterns that agree in one half of the neurons and differ in the other.</summary>
    private static ReportSection Energy(PageText text, ExperimentContext context)
    {
        const int Steps = 40;
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
        Series along = new(text["series.along"], path, energies[^(Steps + 1)..]), across = new(text["series.across"], path, energies[..(Steps + 1)]);
        SheetOptions options = new() { Shading = new WeightShading { OneScale = true }, PixelSize = 8 };
        return new ReportSection(text["energy.heading"],
        [
            new Paragraph(text["energy.text"]),
            ReportFigure.Of(ReportPicture.Of(new ImageTiles(surface, options, 1)), text, "surface"),
            ReportFigure.Of(ReportPicture.Of(new Curves([along, across], text.Labels("path"))), text, "path"),
        ]);
    }

    private static ReportSection Recall(Dataset letters, Tensor images, List<Measurement> measurements, PageText text, ExperimentContext context)
    {
        const int Probes = 4;
        int e = 'E' - 'A';
        (int near, int far) = Extremes(images);
        (string Id, int[] Stored)[] cases = [("One", [e]), ("Far", [e, far]), ("Near", [e, near])];
        List<ReportFigure> figures = [];
        foreach ((string id, int[] stored) in cases)
        {
            PageText words = text.With(("case", text[$"case{id}"]));
            Tensor patterns = Rows(images, stored);
            HopfieldNetwork net = HopfieldNetwork.Store(patterns, new StorageOptions { Values = NeuronValues.Binary });
            Tensor shown = Rows(images, [.. Enumerable.Range(0, Probes).Select(k => stored[k % stored.Length])]);
            Tensor probes = AssociativeMemories.Corrupt(shown, 0.3, NeuronValues.Binary, context.Seed, stored[^1]);
            Recollection end = net.Recall(probes, new RecallOptions { Seed = context.Seed }, context.Cancel);
            figures.Add(ReportFigure.Of(
                ReportPicture.Of(AssociativeMemories.Strips(shown, probes, letters.Shape, (text["recalled"], end.States))), words, "recall"));
            measurements.Add(new Measurement($"overlap{id}", words["m.overlapRecalled"], net.Overlaps(end.States, shown).Average(), "")
            { Met = id == "Near" ? null : net.Overlaps(end.States, shown).All(m => m == 1) });
        }

        Tensor noisy = AssociativeMemories.Corrupt(images, 0.2, NeuronValues.Binary, context.Seed, 99);
        List<(string, Tensor)> all = [];
        foreach (StorageRule rule in (StorageRule[])[StorageRule.HebbOriginal, StorageRule.Hebb, StorageRule.PseudoInverse])
        {
            string name = text[$"rule.{rule}"];
            HopfieldNetwork net = HopfieldNetwork.Store(images, new StorageOptions { Rule = rule, Values = NeuronValues.Binary });
            Tensor states = net.Recall(noisy, new RecallOptions { Seed = context.Seed }, context.Cancel).States;
            int right = Enumerable.Range(0, images.Rows).Count(row => states.Row(row).SequenceEqual(images.Row(row)));
            measurements.Add(new Measurement($"lettersRecalled{rule}", text.With(("rule", name))["m.lettersRecalled"], right, "letters")
            {
                Met = rule == StorageRule.PseudoInverse ? right == images.Rows : null,
            });
            all.Add((name, states));
        }

        return new ReportSection(text["recall.heading"],
        [
            new Paragraph(text["recall.text"]),
            new FigureRow(figures),
            new Paragraph(text["all.text"]),
            ReportFigure.Of(ReportPicture.Of(AssociativeMemories.Strips(images, noisy, letters.Shape, [.. all])), text, "all"),
        ]);
    }

    private static ReportSection Dynamics(Tensor images, List<Measurement> measurements, PageText text, ExperimentContext context)
    {
        HopfieldNetwork net = HopfieldNetwork.Store(images, new StorageOptions { Values = NeuronValues.Binary });
        Tensor noise = AssociativeMemories.Corrupt(images, 0.5, NeuronValues.Binary, context.Seed, 7);
        Recollection inTurn = net.Recall(noise, new RecallOptions { Seed = context.Seed, TraceEnergy = true }, context.Cancel);
        HopfieldNetwork rivals = new(Tensor.From([0, -1, -1, 0], 2, 2));
        Recollection atOnce = rivals.Recall(Tensor.From([1, 1, 1, -1], 2, 2), new RecallOptions { Dynamics = Machines.Hopfield.Dynamics.Synchronous },
            context.Cancel);
        int rises = Enumerable.Range(1, inTurn.Energies.Count - 1)
            .Sum(k => Enumerable.Range(0, images.Rows).Count(p => inTurn.Energies[k][p] > inTurn.Energies[k - 1][p] + 1e-3));
        measurements.Add(new Measurement("energyRises", text["m.energyRises"], rises, "sweeps") { Met = rises == 0 });
        measurements.Add(new Measurement("cycles", text["m.cycles"], atOnce.Ends.Count(end => end == RecallEnd.Cycle), "starts")
        {
            Met = atOnce.Ends[0] == RecallEnd.Cycle && atOnce.Ends[1] == RecallEnd.FixedPoint,
        });
        double[] sweeps = [.. Enumerable.Range(0, inTurn.Energies.Count).Select(k => (double)k)];
        Series[] falls = [.. Enumerable.Range(0, 5).Select(p =>
            new Series(text.With(("start", p + 1))["series.start"], sweeps, [.. inTurn.Energies.Select(energies => energies[p])]))];
        return new ReportSection(text["dynamics.heading"],
            [new Paragraph(text["dynamics.text"]), ReportFigure.Of(ReportPicture.Of(new Curves(falls, text.Labels("dynamics"))), text, "dynamics")]);
    }

    private static ReportSection Capacity(List<Measurement> measurements, PageText text, ExperimentContext context)
    {
        int neurons = Neurons(context);
        List<Series> curves = [];
        foreach (StorageRule rule in (StorageRule[])[StorageRule.Hebb, StorageRule.PseudoInverse, StorageRule.Perceptron])
        {
            string name = text[$"rule.{rule}"];
            double[] loads = [0.05, 0.1, 0.13, 0.16, 0.2, 0.3, 0.4, 0.5, 0.6];
            double[] overlaps = new double[loads.Length];
            for (int k = 0; k < loads.Length; k++)
            {
                context.Report(text["stage.capacity"], (double)k / loads.Length, name);
                Tensor patterns = AssociativeMemories.RandomPatterns(context.Device, (int)(loads[k] * neurons), neurons, context.Seed, k);
                HopfieldNetwork net = HopfieldNetwork.Store(patterns, new StorageOptions { Rule = rule, Margin = 2, Epochs = 300, Seed = context.Seed });
                Tensor some = patterns.RowRange(0, Math.Min(50, patterns.Rows)),
                    probes = AssociativeMemories.Corrupt(some, ProbeNoise, NeuronValues.Spin, context.Seed, k);
                overlaps[k] = net.Overlaps(net.Recall(probes, new RecallOptions { Seed = context.Seed }, context.Cancel).States, some).Average();
            }

            curves.Add(new Series(name, loads, overlaps));
        }

        Tensor dense = AssociativeMemories.RandomPatterns(context.Device, Many, Few, context.Seed, 50), kept = dense.RowRange(0, 20),
            corrupted = AssociativeMemories.Corrupt(kept, 0.1, NeuronValues.Spin, context.Seed, 50);
        Tensor recalled = new PolynomialMemory(dense, degree: 4).Recall(corrupted, seed: context.Seed),
            attended = new SoftmaxMemory(dense, beta: 0.5).Recall(corrupted, steps: 3);
        measurements.Add(new Measurement("overlapHebb", text["m.overlapHebb"], curves[0].Y[1], "")
        {
            Published = 0.998,
            Source = text["source.theory"],
            Met = curves[0].Y[1] > 0.95
        });
        measurements.Add(new Measurement("overlapHebbBeyond", text["m.overlapHebbBeyond"], curves[0].Y[5], "") { Met = curves[0].Y[5] < 0.7 });
        measurements.Add(new Measurement("overlapPseudoInverse", text["m.overlapPseudoInverse"], curves[1].Y[5], "") { Met = curves[1].Y[5] > 0.99 });
        measurements.Add(new Measurement("overlapDense", text["m.overlapDense"], MeanOverlap(recalled, kept), "") { Met = MeanOverlap(recalled, kept) > 0.99 });
        measurements.Add(new Measurement("overlapSoftmax", text["m.overlapSoftmax"], MeanOverlap(attended, kept), "")
        { Met = MeanOverlap(attended, kept) > 0.99 });
        Curves chart = new(curves, text.Labels("capacity"), [new Anchor("1", 1)]);
        return new ReportSection(text["capacity.heading"], [new Paragraph(text["capacity.text"]), ReportFigure.Of(ReportPicture.Of(chart), text, "capacity")]);
    }

    private static int Neurons(ExperimentContext context) => context.Full ? 2000 : 400;

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
