using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
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
internal sealed class Paralysis(ExperimentContext context, int epochs, int machineEpochs)
{
    private const int Depth = 5;
    private const string Layers = "100,100,100,100,100";
    private const int Classes = 26;

    /// <summary>Trains the network from every initialization.</summary>
    internal ExperimentOutcome Run(string title, string summary)
    {
        DataSplits letters = context.Open("letters");
        Dataset train = letters.Train, test = letters.Test!;
        NetworkSettings small = new() { Initialization = InitializationKind.Normal, WeightScale = 0.01 };
        (string Name, string Id, KindSettings Settings)[] starts =
        [
            ("logistic, N(0, 0.01)", "plain", Perceptron("logistic", small, 0.1)),
            ("logistic, Xavier", "xavier", Perceptron("logistic", new() { Initialization = InitializationKind.Xavier }, 0.1)),
            ("rectifier, He", "rectifier", Perceptron("relu", new() { Initialization = InitializationKind.He }, 0.02)),
            ("logistic, from RBMs", "machines", Pretrained(small)),
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
            rows.Add([name, $"{curve[0]:G3}", $"{curve[Math.Min(1, curve.Length - 1)]:G3}", $"{curve[^1]:G3}", $"{100 * error:F2}"]);
            measurements.Add(new Measurement($"{id}Ratio", $"{name}: gradient norm of layer 1 / gradient norm of layer {Depth + 1}, before " +
                "training", curve[0], ""));
            measurements.Add(new Measurement($"{id}Error", $"{name}: error on letters of unseen fonts after {epochs} epochs", 100 * error, "%"));
        }

        double[] Norms(FeedForwardNetwork network) => GradientNorms.Of(network, examples, labels);

        double chance = 1 - (1.0 / Classes);
        measurements[1] = measurements[1] with { Published = 100 * chance, Source = "chance", Met = errors["plain"] > 0.9 };
        measurements[^1] = measurements[^1] with
        {
            Published = 100 * errors["xavier"],
            Source = "logistic, Xavier; measured here",
            Met = errors["machines"] < errors["xavier"]
        };
        Report report = new(title,
        [
            new ReportSection("Gradient norms per layer",
            [
                new Formula("|δ| is multiplied by at most max f′ · |W| per layer; for the logistic function max f′ = ¼"),
                new ReportFigure(ReportPicture.Of(new Curves(profiles,
                    new ChartOptions { Title = "Before training", XLabel = "layer", YLabel = "norm of ∂E/∂W" }, logY: true)),
                    "Gradient norms over 500 letters, from the first layer to the last.", "Four curves over six layers on a logarithmic scale."),
                new ReportFigure(ReportPicture.Of(new Curves(ratios,
                    new ChartOptions { Title = "During training", XLabel = "epoch", YLabel = "layer 1 / layer 6" }, logY: true)),
                    "The gradient norm of the first layer divided by that of the last.", "Four curves over epochs on a logarithmic scale."),
                new ReportTable("Ratio of gradient norms, layer 1 / layer 6, and error on unseen fonts",
                    [new("initialization"), new("before training", Alignment.Right), new("after 1 epoch", Alignment.Right), new("at the end", Alignment.Right),
                        new("test error, %", Alignment.Right)], rows),
            ]),
            new ReportSection("First-layer activations",
                [new Paragraph("The outputs of the hundred units of the first layer as 10 × 10 squares, before training with labels. From small random " +
                "weights all outputs are about one half. RBM pretraining has produced features of strokes."), new FigureRow(hidden)]),
            new ReportSection("Measurements", [new MeasuredTable($"After {epochs} epochs", [.. measurements.Select(m => m.ToRow())])]),
        ])
        { Summary = [summary] };
        return new ExperimentOutcome(measurements, report);
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

    private static ReportFigure FirstLayer(FeedForwardNetwork network, Tensor letter, string name)
    {
        Tensor signal = network.Signals(new Tape(network.Device), letter.Clone())[0].Value.Clone().Reshape(1, 10, 10);
        float largest = Math.Max(1, signal.LargestMagnitude());
        return new ReportFigure(ReportPicture.Of(new ImageTiles(signal.Scale(1 / largest), new SheetOptions { PixelSize = 8, Shading = new PixelShading() },
            1)), name, $"A hundred gray squares: {name}.");
    }
}
