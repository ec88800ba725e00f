using System.Text.Json;
using Harmonium.Data.Text;
using Harmonium.Learning;
using Harmonium.Networks;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;

namespace Harmonium.Storage.Training;

/// <summary>A recurrent network made ready to learn a text as settings say.</summary>
public sealed class TextTraining : Training
{
    private const string ValidationBits = "validationBits";

    /// <summary>A network at the start of its training.</summary>
    /// <param name="settings">How to learn.</param>
    /// <param name="text">What to learn from.</param>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="ConfigurationException">A setting makes no sense, alone or with this text.</exception>
    public TextTraining(TextTrainingSettings settings, TextParts text, Device device)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(text);
        settings.Validate();
        (Settings, Text) = (settings, text);
        Network = new RecurrentNetwork(text.Train.Alphabet, settings.NewLayers(), device) { Dropout = settings.Dropout };
        Network.Initialise(new WeightInitialisation(InitialisationKind.Xavier), settings.Seed);
        Learner = new TextLearner(Network, settings.NewOptimiser(), Streams(), settings.LearningOptions, settings.Seed);
        Stopping = settings.Patience is not { } patience ? null
            : text.Validation is not null ? new EarlyStopping(ValidationBits, patience, higherIsBetter: false)
            : throw new ConfigurationException("patience", $"Stopping early watches {ValidationBits}, which needs text that was held out. Hold some out, such as a tenth (validation 0.1).");
    }

    /// <summary>How it learns.</summary>
    public TextTrainingSettings Settings { get; }

    /// <summary>What it learns from.</summary>
    public TextParts Text { get; }

    /// <summary>The network.</summary>
    public RecurrentNetwork Network { get; }

    /// <inheritdoc/>
    public override TextLearner Learner { get; }

    /// <inheritdoc/>
    public override EarlyStopping? Stopping { get; }

    /// <inheritdoc/>
    public override TrainingSchedule Schedule => Settings.Schedule;

    /// <inheritdoc/>
    public override string DataName => Text.Train.Name;

    /// <inheritdoc/>
    public override string DataFingerprint => Text.Train.Fingerprint;

    /// <inheritdoc/>
    public override int ExamplesAnEpoch => Learner.StepsPerEpoch * Settings.Batch * Settings.Window;

    /// <inheritdoc/>
    public override Device Device => Network.Device;

    /// <inheritdoc/>
    public override JsonElement DescribeMachine() => TextNetworkFile.Describe(Network);

    /// <inheritdoc/>
    public override JsonElement SettingsJson() => Settings.ToJson();

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics()
    {
        List<Metric> metrics = [new Metric("lossInNats", _ => Learner.LastLoss)];
        if (Text.Validation is { } validation)
            metrics.Add(new Metric(ValidationBits, _ => TextEvaluation.Of(Network, validation).BitsPerCharacter));
        return metrics;
    }

    /// <inheritdoc/>
    public override ModelFile ModelAfter(int epochs, long steps) => TextNetworkFile.ModelOf(Network, JsonObjects.Of(json =>
    {
        json.WriteString("program", ProgramVersion.Text);
        json.WriteStartObject("data");
        json.WriteString("name", DataName);
        json.WriteString("fingerprint", DataFingerprint);
        json.WriteNumber("characters", Text.Train.Codes.Length);
        json.WriteEndObject();
        json.WritePropertyName("settings");
        SettingsJson().WriteTo(json);
        json.WriteNumber("epochs", epochs);
        json.WriteNumber("steps", steps);
    }));

    private TextStreams Streams()
    {
        try
        {
            return new TextStreams(Text.Train, Settings.Batch, Settings.Window);
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException("batch", exception.Message.Split(" (Parameter", 2)[0], exception);
        }
    }
}
