using Harmonium.Data.Sources;
using Harmonium.Data.Text;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Figures.Charts;
using Harmonium.Learning;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Chapters;

/// <summary>Recurrent networks that learn to write: four unit types on one text, and the text that they generate during training.</summary>
internal sealed class RecurrentChapter : Chapter
{
    private const double Temperature = 0.6;

    /// <inheritdoc/>
    public override string Id => "recurrent";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        TextSplits parts = NamedText.Open("eugene-onegin", context.Data, heldOut: 0.1);
        TextSettings common = Settings(context);
        PageText text = context.Text(this).With(("characters", parts.Train.Codes.Length), ("alphabet", parts.Train.Alphabet.Count),
            ("units", common.Units), ("epochs", common.Schedule.Epochs), ("window", common.Window), ("temperature", Temperature));
        List<Series> curves = [];
        List<Measurement> measurements = [];
        List<IReadOnlyList<string>> written = [];
        int last = common.Schedule.Epochs;
        foreach (string kind in RecurrentLayer.Names)
        {
            double[] curve =
                context.Train<RecurrentModel>(kind, common with { Cell = kind }, TrainingData.Of(parts), Writer, Bits).Curve("validationBits");
            IEnumerable<TrainingObserver> Writer(RecurrentModel model) => [new EpochAction(epoch =>
            {
                if (kind == "lstm" && (epoch == 1 || epoch == last / 2 || epoch == last))
                    written.Add([$"{epoch}", Line(TextGenerator.Write(model.Network, "Мой дядя ", 160, Temperature, context.Seed, context.Cancel))]);
            })];
            IEnumerable<Metric> Bits(RecurrentModel model) =>
                [new Metric("validationBits", _ => TextEvaluation.Of(model.Network, parts.Validation!, context.Cancel).BitsPerCharacter)];
            curves.Add(new Series(kind, [.. Enumerable.Range(1, last).Select(epoch => (double)epoch)], curve));
            measurements.Add(new Measurement($"{kind}Bits", text.With(("kind", kind))["m.bits"], curve[^1], "bits per character"));
        }

        double elman = measurements.First(m => m.Name == "elmanBits").Measured;
        measurements[^1] = measurements[^1] with { Published = elman, Source = text["source.elman"], Met = measurements[^1].Measured < elman };
        return new ChapterForm(this, context, text,
            ["h_t = tanh(x_t W + h_{t−1} R + b)", "h_t = o tanh(c_t),  c_t = f c_{t−1} + i g"],
            [
                new ReportSection(text["curves.heading"],
                    [ReportFigure.Of(ReportPicture.Of(new Curves(curves, text.Labels("curves"))), text, "curves")]),
                new ReportSection(text["written.heading"],
                    [new ReportTable(text["written"], [new(text["column.epoch"], Alignment.Right), new(text["column.text"])], written)]),
            ], measurements).ToOutcome();
    }

    private static TextSettings Settings(ExperimentContext context) => new()
    {
        Seed = context.Seed,
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

    private static string Line(string text) => text.Replace("\r", "").Replace("\n", " / ");
}
