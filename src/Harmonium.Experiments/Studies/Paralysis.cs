using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Trials;
using Harmonium.Figures.Charts;
using Harmonium.Figures.Images;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Schedules;
using Harmonium.Networks;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Experiments.Studies;

/// <summary>
/// The lecture's demonstration: a network 841-100-100-100-100-100-26 on printed letters from four starts. From small random weights sigmoids are paralysed, since
/// every layer takes at least three quarters of the gradient; machines learnt without labels are the cure.
/// </summary>
internal sealed class Paralysis(ExperimentContext context, int epochs, int machineEpochs)
{
    private const int Depth = 5;
    private const int Units = 100;
    private const int Classes = 26;

    /// <summary>Learns from every start.</summary>
    internal ExperimentOutcome Run(string title, string summary)
    {
        DataParts letters = context.Open("letters");
        Dataset train = letters.Train, test = letters.Test!;
        RbmStack stack = new(train, [.. Enumerable.Repeat(Units, Depth)], machineEpochs, new EnergyLearningOptions { LearningRate = new ExponentialSchedule(0.05, 0.005), Momentum = 0.5 }, context);
        (string Name, string Id, Activation Activation, WeightInitialisation Start, bool Machines)[] starts =
        [
            ("logistic, N(0, 0.01)", "plain", Activation.Logistic, new WeightInitialisation(InitialisationKind.Normal, 0.01), false),
            ("logistic, Xavier", "xavier", Activation.Logistic, new WeightInitialisation(InitialisationKind.Xavier), false),
            ("rectifier, He", "rectifier", Activation.Rectifier, new WeightInitialisation(InitialisationKind.He), false),
            ("logistic, from machines", "machines", Activation.Logistic, new WeightInitialisation(InitialisationKind.Normal, 0.01), true),
        ];
        int[] watched = [.. Enumerable.Range(0, 500).Select(i => i * (train.Count / 500))];
        Tensor examples = train.Examples.Rows(watched).To(context.Device);
        int[] labels = [.. watched.Select(row => train.Labels![row])];
        List<IReadOnlyList<string>> rows = [];
        List<Measurement> measurements = [];
        List<Series> ratios = [], profiles = [];
        List<ReportFigure> hidden = [];
        Dictionary<string, double> errors = [];
        foreach ((string name, string id, Activation activation, WeightInitialisation start, bool machines) in starts)
        {
            NetworkTrial trial = new()
            {
                Layers = MultilayerPerceptron.Layers([.. Enumerable.Repeat(Units, Depth)], Classes, activation),
                Epochs = epochs,
                Initialisation = start,
                Optimiser = () => new MomentumOptimiser(),
                Learning = new NetworkLearningOptions { LearningRate = new LinearSchedule(activation.Kind == ActivationKind.Rectifier ? 0.02 : 0.1, 0.001), Momentum = 0.9 },
            };
            FeedForwardNetwork network = trial.Start(train, context);
            if (machines)
                stack.CopyTo(network);
            double[] first = GradientNorms.Of(network, examples, labels);
            hidden.Add(FirstLayer(network, examples.RowRange(0, 1), name));
            List<double> course = [first[0] / first[^1]];
            trial.Train(network, train, null, context, name, new EpochAction(_ =>
            {
                double[] norms = GradientNorms.Of(network, examples, labels);
                course.Add(norms[0] / norms[^1]);
            }));
            double error = NetworkEvaluation.Of(network, trial.Loss, test, cancel: context.Cancel).Error;
            errors[id] = error;
            ratios.Add(new Series(name, [.. Enumerable.Range(0, course.Count).Select(epoch => (double)epoch)], course));
            profiles.Add(new Series(name, [.. Enumerable.Range(1, first.Length).Select(layer => (double)layer)], first));
            rows.Add([name, $"{first[0] / first[^1]:G3}", $"{course[Math.Min(1, course.Count - 1)]:G3}", $"{course[^1]:G3}", $"{100 * error:F2}"]);
            measurements.Add(new Measurement($"{id}Ratio", $"{name}: gradient norm of layer 1 over that of layer {Depth + 1}, before learning", first[0] / first[^1], ""));
            measurements.Add(new Measurement($"{id}Error", $"{name}: wrong answers on letters of unseen fonts after {epochs} epochs", 100 * error, "%"));
        }

        double chance = 1 - (1.0 / Classes);
        measurements[1] = measurements[1] with { Published = 100 * chance, Source = "chance", Met = errors["plain"] > 0.9 };
        measurements[^1] = measurements[^1] with { Published = 100 * errors["xavier"], Source = "Xavier logistic, measured here", Met = errors["machines"] < errors["xavier"] };
        Report report = new(title,
        [
            new ReportSection("Gradients layer by layer",
            [
                new Formula("|δ| shrinks by max f′ · |W| a layer; for the logistic function max f′ = ¼"),
                new ReportFigure(ReportPicture.Of(new Curves(profiles, new ChartOptions { Title = "Before learning", XLabel = "layer", YLabel = "length of ∂E/∂W" }, logY: true)), "Lengths of the gradients of 500 letters, first layer to last.", "Four curves over six layers on a logarithmic scale."),
                new ReportFigure(ReportPicture.Of(new Curves(ratios, new ChartOptions { Title = "While learning", XLabel = "epoch", YLabel = "layer 1 / layer 6" }, logY: true)), "The ratio of the first layer's gradient to the last's.", "Four curves over epochs on a logarithmic scale."),
                new ReportTable("Ratio of gradient norms, layer 1 / layer 6, and errors on unseen fonts",
                    [new("start"), new("before", Alignment.Right), new("after 1 epoch", Alignment.Right), new("at the end", Alignment.Right), new("test error, %", Alignment.Right)], rows),
            ]),
            new ReportSection("What the first layer makes of a letter", [new Paragraph("The hundred units of the first layer as a picture of 10 × 10, before learning with labels. From small random weights all say one half; machines have made features of strokes."), new FigureRow(hidden)]),
            new ReportSection("Figures", [new MeasuredTable($"After {epochs} epochs", [.. measurements.Select(m => m.ToRow())])]),
        ])
        { Summary = [summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static ReportFigure FirstLayer(FeedForwardNetwork network, Tensor letter, string name)
    {
        Tensor signal = network.Signals(new Tape(network.Device), letter.Clone())[0].Value.Clone().Reshape(1, 10, 10);
        float largest = Math.Max(1, signal.LargestMagnitude());
        return new ReportFigure(ReportPicture.Of(new ImageTiles(signal.Scale(1 / largest), new SheetOptions { PixelSize = 8, Shading = new PixelShading() }, 1)), name, $"A hundred grey squares: {name}.");
    }
}
