using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Evaluation.Monitors;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;
using Harmonium.Units;

namespace Harmonium.Experiments.Studies;

/// <summary>
/// RBMs on the word counts of messages, with replicated softmax units or Poisson units. Under a replicated softmax, hidden biases grow with the length of a
/// message (Salakhutdinov &amp; Hinton 2009).
/// </summary>
internal static class WordMachines
{
    private const int Words = 1000;
    private const int WordsShown = 8;
    private const int UnitsShown = 8;

    /// <summary>Trains both RBMs on 20 Newsgroups.</summary>
    internal static (IReadOnlyList<Measurement> Measurements, ReportSection Section) Section(int messages, int epochs, ExperimentContext context)
    {
        DataSplits splits = DataSource.Open(
            "20newsgroups", context.Data, DataLimits.Default, new DataOptions { Vocabulary = Words, Words = WordValues.Counts });
        Dataset train = WithWords(splits.Train.Shuffled(context.Seed), messages), test = WithWords(splits.Test!.Shuffled(context.Seed), messages / 4);
        RestrictedBoltzmannMachine multinomial = Learn("multinomial", epochs, 0.01, train, test, context),
            poisson = Learn("poisson", epochs, 0.001, train, test, context);
        List<Measurement> measurements = [];
        foreach ((RestrictedBoltzmannMachine rbm, string name, string words) in (IEnumerable<(RestrictedBoltzmannMachine, string, string)>)
            [(multinomial, "multinomial", "replicated softmax"), (poisson, "poisson", "Poisson units")])
        {
            double shown = ReconstructionError.Of(rbm, new VisibleData(test)).CrossEntropy, alone = Alone(rbm, train, test);
            measurements.Add(new Measurement($"{name}CrossEntropy", $"−log p of a message by unseen authors given its features, {words}", shown,
                "nats")
            { Met = shown < alone });
            measurements.Add(new Measurement($"{name}Independent", "The same without features, from word frequencies alone", alone, "nats"));
        }

        return (measurements, new ReportSection("Words",
        [
            new Paragraph($"The data are the counts of the {Words:N0} most common words in {train.Count:N0} messages of 20 Newsgroups. A count n is " +
                "replaced by ln(1 + n), rounded. Each RBM has fifty hidden units and is trained by CD-1. The table lists, for some hidden units of the " +
                "replicated softmax RBM, the words whose probability they raise most."),
            new ReportTable("Features", [new("unit", Alignment.Right), new("words", Alignment.Left)], TopWords(multinomial, train)),
            new MeasuredTable("Messages", [.. measurements.Select(measurement => measurement.ToRow())]),
        ]));
    }

    private static RestrictedBoltzmannMachine Learn(string visible, int epochs, double rate, Dataset train, Dataset test, ExperimentContext context)
    {
        RbmSettings settings = new()
        {
            Seed = context.Seed,
            Hidden = 50,
            Visible = visible,
            Schedule = new() { Epochs = epochs, Batch = 20 },
            Optimizer = new() { LearningRate = rate, LearningRateSchedule = LearningRateSchedule.Exponential, FinalLearningRate = rate / 10 },
            Energy = new() { Method = "cd", Offsets = OffsetKind.None },
        };
        return context.Train<RbmModel>($"words, {visible}", settings, TrainingData.Of(new DataSplits(train, null, test))).Model.Rbm;
    }

    /// <summary>Returns −log p of the test messages under the biases alone.</summary>
    private static double Alone(RestrictedBoltzmannMachine rbm, Dataset train, Dataset test)
    {
        RestrictedBoltzmannMachine independent = new(rbm.Visible.Units.Clone(), new Bernoulli(1));
        new RbmInitialization { WeightScale = 0 }.Apply(independent, train, 1);
        return ReconstructionError.Of(independent, new VisibleData(test)).CrossEntropy;
    }

    /// <summary>
    /// Returns the messages that contain any of the words. Every count n is replaced by ln(1 + n), rounded, so that the few long messages do not dominate
    /// (Salakhutdinov &amp; Hinton 2009, section 5.1).
    /// </summary>
    private static Dataset WithWords(Dataset data, int most)
    {
        int[] rows = [.. Enumerable.Range(0, data.Count).Where(row => data.Examples.Rows([row]).AsSpan().ContainsAnyExcept(0f)).Take(most)];
        Tensor counts = data.Examples.Rows(rows);
        foreach (ref float n in counts.AsSpan())
            n = MathF.Round(MathF.Log(1 + n));
        return new Dataset(data.Name, new FloatExamples(counts), data.Shape) { ColumnNames = data.ColumnNames, Origin = data.Origin };
    }

    private static List<IReadOnlyList<string>> TopWords(RestrictedBoltzmannMachine rbm, Dataset data)
    {
        Tensor byUnit = rbm.Weights.Transpose().Contiguous();
        // The units with the largest weights are the most informative.
        IEnumerable<int> units = Enumerable.Range(0, byUnit.Rows).OrderByDescending(unit => byUnit.RowRange(unit, 1).SumOfSquares()).Take(UnitsShown);
        return [.. units.Select(unit =>
        {
            float[] weights = byUnit.Row(unit).ToArray();
            IEnumerable<int> best = Enumerable.Range(0, weights.Length).OrderByDescending(word => weights[word]).Take(WordsShown);
            return (IReadOnlyList<string>)[$"{unit}", string.Join(", ", best.Select(word => data.ColumnNames?[word] ?? $"{word}"))];
        })];
    }
}
