using Harmonium.Data.Text;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Networks;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>Recurrent networks that model text character by character.</summary>
internal sealed class TextKind : ModelKind
{
    private const string ValidationBits = "validationBits";

    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override string Summary => "a recurrent network that models text in UTF-8, character by character";

    /// <inheritdoc/>
    public override DataNeed Data => DataNeed.Text;

    /// <inheritdoc/>
    public override ModelParts Parts => ModelParts.TextModel;

    /// <inheritdoc/>
    public override string DefaultData => "tiny-shakespeare";

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } = new(() => new TextSettings());

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train text --data novel.txt", "train 256 LSTM units on a text file"),
        ("harmonium train text --data tiny-shakespeare --cell gru --units 384 --dropout 0.25", "train gated recurrent units (GRU) on a built-in text"),
    ];

    /// <inheritdoc/>
    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        TextSettings s = (TextSettings)settings;
        TextSplits text = data.Text!;
        // The gates of a layer multiply its units by up to four, which must not exceed the range of an int.
        MemoryLimit.RequireWeights("units", "Use fewer units.", (s.Units, s.Units));
        IReadOnlyList<RecurrentLayer> layers = [.. Enumerable.Repeat(RecurrentLayer.Kinds[s.Cell](s.Units), s.Layers)];
        MemoryLimit.RequireWeights("units", "Use fewer units or layers.", layers.SelectMany((layer, i) =>
            layer.ParametersFor(i == 0 ? text.Train.Alphabet.Count : s.Units).Select(parameter =>
                ((long)parameter.Shape[0], parameter.Shape.Skip(1).Aggregate(1L, (product, length) => product * length)))));
        RecurrentNetwork network = new(text.Train.Alphabet, layers, device)
        { Dropout = s.Dropout };
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), s.Seed);
        TextLearner learner = new(network, s.Optimizer.NewOptimizer(), StreamsOf(text.Train, s),
            NetworkSettings.LearningOptions(s.Optimizer, s.Schedule.Epochs, s.GradientNorm), s.Seed);
        List<Metric> metrics = [new Metric("lossInNats", _ => learner.LastLoss)];
        if (text.Validation is { } validation)
            metrics.Add(new Metric(ValidationBits, _ => TextEvaluation.Of(network, validation).BitsPerCharacter));
        StageWork work = new(learner, metrics)
        {
            Stopping = s.Schedule.Patience is not { } patience ? null
                : text.Validation is not null ? new EarlyStopping(ValidationBits, patience, higherIsBetter: false)
                : throw HeldOut.Missing(ValidationBits, data.Name),
        };
        int characters = learner.StepsPerEpoch * s.Schedule.BatchFor(int.MaxValue) * s.Window;
        return new Training(this, new RecurrentModel(this, network), s, data,
            [new TrainingStage("training", s.Schedule, () => work) { ExamplesPerEpoch = characters }])
        {
            Summary = $"{text.Train.Codes.Length} characters of {data.Name}, {network.Alphabet.Count} distinct, {s.Layers} × {s.Units} {s.Cell} units, " +
                $"{network.Parameters.Sum(parameter => (long)parameter.Values.Count)} parameters",
        };
    }

    /// <inheritdoc/>
    public override TrainedModel Read(ModelFile file, Device device)
    {
        DescriptionReader machine = new(file);
        string characters = machine.Text("alphabet");
        if (characters.Length == 0)
            throw machine.Refuse("the alphabet is empty");
        Alphabet alphabet = Alphabet.Of(characters);
        if (alphabet.ToString() != characters)
            throw machine.Refuse("the characters of the alphabet are not distinct and sorted by code point");
        try
        {
            RecurrentNetwork network = new(alphabet, [.. machine.Objects("layers").Select(LayerOf)], device);
            machine.Fill(network.Parameters);
            machine.RefuseUnknown([.. network.Parameters.Select(parameter => parameter.Name)]);
            return new RecurrentModel(this, network);
        }
        catch (ConfigurationException exception)
        {
            throw machine.Refuse(exception.Reason.TrimEnd('.'));
        }
    }

    private static RecurrentLayer LayerOf(DescriptionReader layer) => RecurrentLayer.Kinds.TryGetValue(layer.Text("kind"), out Func<int, RecurrentLayer>? make)
        ? make(layer.Whole("units"))
        : throw layer.Refuse($"it has a layer of the kind {Quotation.Of(layer.Text("kind"))}; expected one of {string.Join(", ", RecurrentLayer.Names)}");

    private static TextStreams StreamsOf(CharacterText text, TextSettings s)
    {
        try
        {
            return new TextStreams(text, s.Schedule.BatchFor(int.MaxValue), s.Window);
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException("batch", exception.Message.Split(" (Parameter", 2)[0], exception);
        }
    }
}
