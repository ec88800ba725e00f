using Harmonium.Data.Sources;
using Harmonium.Data.Text;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Figures.Charts;
using Harmonium.Learning;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Chapters;

/// <summary>Recurrent networks that learn to write: four kinds of units on one text, and what they write as they learn.</summary>
public sealed class RecurrentChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "recurrent";

    /// <inheritdoc/>
    public override string Title => "Recurrent networks";

    /// <inheritdoc/>
    public override string Summary =>
        "Simple, multiplicative, gated and long short-term memory units read Eugene Onegin in Russian; how well each foresees what it has not read, and what " +
        "it writes.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        TextSplits parts = NamedText.Open("eugene-onegin", context.Data, heldOut: 0.1);
        List<Series> curves = [];
        List<Measurement> measurements = [];
        List<IReadOnlyList<string>> written = [];
        Dictionary<string, double> bits = [];
        foreach (string kind in RecurrentLayer.Names)
        {
            TextSettings settings = new()
            {
                Seed = context.Seed,
                Cell = kind,
                Units = context.Full ? 256 : 96,
                Dropout = context.Full ? 0.3 : 0,
                Window = 40,
                Schedule = new() { Epochs = context.Full ? 20 : 5, Batch = 20 },
                Optimizer = new()
                {
                    Optimizer = OptimizerKind.Adam,
                    LearningRate = 0.004,
                    LearningRateSchedule = LearningRateSchedule.Cosine,
                    FinalLearningRate = 0.0002,
                    Momentum = 0.9,
                },
            };
            int last = settings.Schedule.Epochs;
            double[] course = context.Train<RecurrentModel>(kind, settings, TrainingData.Of(parts), Writer, Bits).Curve("validationBits");
            IEnumerable<TrainingObserver> Writer(RecurrentModel model) => [new EpochAction(epoch =>
            {
                if (kind == "lstm" && (epoch == 1 || epoch == last / 2 || epoch == last))
                    written.Add([$"{epoch}", Line(TextGenerator.Write(model.Network, "Мой дядя ", 160, 0.6, context.Seed, context.Cancel))]);
            })];
            IEnumerable<Metric> Bits(RecurrentModel model) =>
                [new Metric("validationBits", _ => TextEvaluation.Of(model.Network, parts.Validation!, context.Cancel).BitsPerCharacter)];
            bits[kind] = course[^1];
            curves.Add(new Series(kind, [.. Enumerable.Range(1, last).Select(epoch => (double)epoch)], course));
            string what = $"{kind}, {settings.Units} units: bits a character on the last tenth";
            measurements.Add(new Measurement($"{kind}Bits", what, course[^1], "bits a character"));
        }

        measurements[^1] = measurements[^1] with { Published = bits["elman"], Source = "simple units, measured here", Met = bits["lstm"] < bits["elman"] };
        Report report = new(Title,
        [
            new ReportSection("Memory",
            [
                new Formula("elman: h = tanh(x W + h′ R + b)        multiplicative: h = tanh(x W + ((x F) ∘ (h′ G)) R + b)"),
                new Formula("lstm: c = f c′ + i g,   h = o tanh c,   i, f, o, g from x and h′"),
                new Paragraph($"A network that sees its own last answer is a deep network with shared weights. {parts.Train.Codes.Length:N0} characters of " +
                    $"{parts.Train.Alphabet.Count} kinds are read in pieces side by side; what a layer carries goes on from step to step, gradients go back " +
                    "40 characters."),
                new ReportFigure(ReportPicture.Of(new Curves(curves, new ChartOptions { XLabel = "epoch", YLabel = "bits a character, held out" })),
                    "How well each kind foresees the last tenth of the text.", "Four falling curves."),
            ]),
            new ReportSection("What it writes",
                [new ReportTable("Long short-term memory after so many epochs, at temperature 0.6", [new("epoch", Alignment.Right), new("text")], written)]),
            new ReportSection("Figures", [new MeasuredTable("After the last epoch", [.. measurements.Select(m => m.ToRow())])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static string Line(string text) => text.Replace("\r", "").Replace("\n", " / ");
}
