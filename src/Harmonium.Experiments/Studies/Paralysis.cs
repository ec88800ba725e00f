using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Figures.Charts;
using Harmonium.Figures.Images;
using Harmonium.Learning;
using Harmonium.Networks;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Studies;

/// <summary>
/// The lecture's demonstration: a network 841-100-100-100-100-100-26 on printed letters from four initializations. From small random weights the sigmoids do
/// not train, because every layer removes at least three quarters of the gradient. Pretraining with RBMs, without labels, solves this.
/// </summary>
internal sealed class Paralysis(ExperimentContext context, PageText text, int epochs, int machineEpochs)
{
    private const int Depth = 5;
    private const string Layers = "100,100,100,100,100";
    private const int Classes = 26;

    /// <summary>Trains the network from every initialization.</summary>
    internal (IReadOnlyList<Measurement> Measurements, IReadOnlyList<ReportSection> Figures) Run()
    {
        DataSplits letters = context.Open("letters");
        Dataset train = letters.Train, test = letters.Test!;
        NetworkSettings small = new() { Initialization = InitializationKind.Normal, WeightScale = 0.01 };
        (string Name, string Id, KindSettings Settings)[] starts =
        [
            (text["start.plain"], "plain", Perceptron("logistic", small, 0.1)),
            (text["start.xavier"], "xavier", Perceptron("logistic", new() { Initialization = InitializationKind.Xavier }, 0.1)),
            (text["start.rectifier"], "rectifier", Perceptron("relu", new() { Initialization = InitializationKind.He }, 0.02)),
            (text["start.machines"], "machines", Pretrained(small)),
        ];
        int[] watched = [.. Enumerable.Range(0, 500).Select(i => i * (train.Count / 500))];
        Tensor examples = train.Examples.Rows(watched).To(context.Device);
        int[] labels = [.. watched.Select(row => train.Labels![row])];
        List<IReadOnlyList<string>> rows = [];
        List<Measurement> measurements = [];
        List<Series> ratios = [], profiles = [];
        List<ReportFigure> hidden = [];
        Dictionary<string, double> errors = [];
        foreach ((string name, string id, KindSettings settings) in starts)
        {
            Trained<TrainedModel> trained = context.Train<TrainedModel>(
                id, settings, TrainingData.Of(letters), measure: model => [new Metric("gradientRatio", _ => Ratio(Norms(NetworkOf(model))))]);
            FeedForwardNetwork start = StartOf(settings, trained.Model, letters);
            double[] first = Norms(start), curve = [Ratio(first), .. trained.Curve("gradientRatio")];
            hidden.Add(FirstLayer(start, examples.RowRange(0, 1), name));
            double error = trained.Model.Classifier!.Judge(test, context.Cancel).Error;
            errors[id] = error;
            ratios.Add(new Series(name, [.. Enumerable.Range(0, curve.Length).Select(epoch => (double)epoch)], curve));
            profiles.Add(new Series(name, [.. Enumerable.Range(1, first.Length).Select(layer => (double)layer)], first));
            rows.Add([name, text.Significant(curve[0]), text.Significant(curve[Math.Min(1, curve.Length - 1)]), text.Significant(curve[^1]),
                text.Fixed(100 * error, 2)]);
            PageText words = text.With(("start", name), ("last", Depth + 1), ("epochs", epochs));
            measurements.Add(new Measurement($"{id}Ratio", words["m.ratio"], curve[0], ""));
            measurements.Add(new Measurement($"{id}Error", words["m.error"], 100 * error, "%"));
        }

        double[] Norms(FeedForwardNetwork network) => GradientNorms.Of(network, examples, labels);

        double chance = 1 - (1.0 / Classes);
        measurements[1] = measurements[1] with { Published = 100 * chance, Source = text["source.chance"], Met = errors["plain"] > 0.9 };
        measurements[^1] = measurements[^1] with
        {
            Published = 100 * errors["xavier"],
            Source = text["source.xavier"],
            Met = errors["machines"] < errors["xavier"]
        };
        TableColumn[] columns =
        [
            new(text["column.start"]), new(text["column.before"], Alignment.Right), new(text["column.first"], Alignment.Right),
            new(text["column.end"], Alignment.Right), new(text["column.error"], Alignment.Right),
        ];
        return (measurements,
        [
            new ReportSection(text["norms.heading"],
            [
                ReportFigure.Of(ReportPicture.Of(new Curves(profiles, text.Labels("profiles"), logY: true)), text, "profiles"),
                ReportFigure.Of(ReportPicture.Of(new Curves(ratios, text.Labels("ratios"), logY: true)), text, "ratios"),
                new ReportTable(text["ratios.table"], columns, rows),
            ]),
            new ReportSection(text["hidden.heading"], [new Paragraph(text["hidden.text"]), new FigureRow(hidden)]),
        ]);
    }

    private static double Ratio(double[] norms) => norms[0] / norms[^1];

    private static FeedForwardNetwork NetworkOf(TrainedModel model) => model is StackModel stack ? stack.Network! : ((NetworkModel)model).Network;

    /// <summary>Returns the network before training with labels.</summary>
    private FeedForwardNetwork StartOf(KindSettings settings, TrainedModel model, DataSplits letters)
    {
        if (model is not StackModel stack)
            return NetworkOf(context.Prepare(settings, TrainingData.Of(letters)).Model);
        FeedForwardNetwork network = new(letters.Train.Shape, ((StackSettings)settings).LayersFor(Classes), context.Device);
        ((StackSettings)settings).Start(network, stack.Stack);
        return network;
    }

    private MlpSettings Perceptron(string activation, NetworkSettings network, double rate) => new()
    {
        Seed = context.Seed,
        Hidden = Layers,
        Activation = activation,
        Network = network,
        Schedule = new() { Epochs = epochs, Batch = 100 },
        Optimizer = Momentum(rate),
    };

    private StackSettings Pretrained(NetworkSettings network) => new()
    {
        Seed = context.Seed,
        Hidden = Layers,
        FineTune = true,
        Pretraining = new()
        {
            Schedule = new() { Epochs = machineEpochs, Batch = 100 },
            Optimizer = new() { LearningRate = 0.05, LearningRateSchedule = LearningRateSchedule.Exponential, FinalLearningRate = 0.005, Momentum = 0.5 },
            Energy = new() { Method = "cd" },
        },
        FineTuning = new() { Network = network, Schedule = new() { Epochs = epochs, Batch = 100 }, Optimizer = Momentum(0.1) },
    };

    private static OptimizerSettings Momentum(double rate) =>
        new() { Optimizer = OptimizerKind.Momentum, LearningRate = rate, FinalLearningRate = 0.001, Momentum = 0.9 };

    private ReportFigure FirstLayer(FeedForwardNetwork network, Tensor letter, string name)
    {
        Tensor signal = network.Signals(new Tape(network.Device), letter.Clone())[0].Value.Clone().Reshape(1, 10, 10);
        signal.Scale(1 / Math.Max(1, signal.LargestMagnitude()));
        ImageTiles tiles = new(signal, new SheetOptions { PixelSize = 8, Shading = new PixelShading() }, 1);
        return ReportFigure.Of(ReportPicture.Of(tiles), text.With(("start", name)), "hidden");
    }
}
