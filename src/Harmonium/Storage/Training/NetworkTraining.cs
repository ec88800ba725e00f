using System.Text.Json;
using Harmonium.Data;
using Harmonium.Learning;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;

namespace Harmonium.Storage.Training;

/// <summary>A feed-forward classifier made ready to learn as settings say.</summary>
public sealed class NetworkTraining : Training
{
    private const string ValidationLoss = "validationLoss";
    private const int MostWatched = 5000;
    private readonly CrossEntropyLoss _loss;

    /// <summary>A network at the start of its training.</summary>
    /// <param name="settings">How to learn.</param>
    /// <param name="data">What to learn from, with labels.</param>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="ConfigurationException">A setting makes no sense, alone or with these data.</exception>
    public NetworkTraining(NetworkTrainingSettings settings, DataParts data, Device device)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(data);
        settings.Validate();
        Settings = settings;
        Data = data with { Train = Limit(data.Train) };
        if (Data.Train.Labels is null || Data.Train.Classes < 2)
            throw new ConfigurationException("data", $"A classifier learns from labels of at least two classes; {Data.Train.Name} has {(Data.Train.Labels is null ? "none" : "one class")}. Take data with labels, or say which column holds them (labels).");
        if (settings.Distort && Data.Train.Shape is not { IsImage: true, Channels: 1 })
            throw new ConfigurationException("distort", $"Only grey images can be distorted; an example of {Data.Train.Name} is {Data.Train.Shape}.");
        _loss = new CrossEntropyLoss(settings.LabelSmoothing);
        Network = new FeedForwardNetwork(Data.Train.Shape, settings.LayersFor(Data.Train.Classes), device);
        Network.Initialise(new WeightInitialisation(settings.Initialisation, settings.WeightScale), settings.Seed);
        NetworkExamples examples = new(Data.Train, settings.Batch, settings.Seed, device) { Distortion = settings.Distort ? new ImageDistortion() : null };
        Learner = settings.NewLearner(Network, _loss, examples);
        Stopping = EarlyStopping();
    }

    /// <summary>How it learns.</summary>
    public NetworkTrainingSettings Settings { get; }

    /// <summary>What it learns from.</summary>
    public DataParts Data { get; }

    /// <summary>The network.</summary>
    public FeedForwardNetwork Network { get; }

    /// <inheritdoc/>
    public override NetworkLearner Learner { get; }

    /// <inheritdoc/>
    public override EarlyStopping? Stopping { get; }

    /// <inheritdoc/>
    public override TrainingSchedule Schedule => Settings.Schedule;

    /// <inheritdoc/>
    public override string DataName => Data.Train.Name;

    /// <inheritdoc/>
    public override string DataFingerprint => Data.Train.Fingerprint;

    /// <inheritdoc/>
    public override int ExamplesAnEpoch => Data.Train.Count;

    /// <inheritdoc/>
    public override Device Device => Network.Device;

    /// <inheritdoc/>
    public override JsonElement DescribeMachine() => NetworkFile.Describe(Network, _loss);

    /// <inheritdoc/>
    public override JsonElement SettingsJson() => Settings.ToJson();

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics()
    {
        Dataset watched = Data.Train.Count <= MostWatched ? Data.Train : Data.Train.Split(Settings.Seed, MostWatched)[0];
        List<Metric> metrics = [new Metric("loss", _ => NetworkEvaluation.Of(Network, _loss, watched).Loss), new Metric("error", _ => NetworkEvaluation.Of(Network, _loss, watched).Error)];
        if (Data.Validation is { Count: > 0 } validation)
        {
            metrics.Add(new Metric(ValidationLoss, _ => NetworkEvaluation.Of(Network, _loss, validation).Loss));
            metrics.Add(new Metric("validationError", _ => NetworkEvaluation.Of(Network, _loss, validation).Error));
        }

        return metrics;
    }

    /// <inheritdoc/>
    public override ModelFile ModelAfter(int epochs, long steps) => NetworkFile.ModelOf(Network, _loss, JsonObjects.Of(json =>
    {
        json.WriteString("program", ProgramVersion.Text);
        json.WriteStartObject("data");
        json.WriteString("name", DataName);
        json.WriteString("fingerprint", DataFingerprint);
        json.WriteNumber("examples", Data.Train.Count);
        json.WriteEndObject();
        json.WritePropertyName("settings");
        SettingsJson().WriteTo(json);
        json.WriteNumber("epochs", epochs);
        json.WriteNumber("steps", steps);
    }));

    private Dataset Limit(Dataset train)
    {
        if (Settings.Examples is not { } most || most == train.Count)
            return train;
        if (most > train.Count)
            throw new ConfigurationException("examples", $"It is {most}, but {train.Name} has {train.Count} examples to learn from. Ask for fewer, or leave it out for all.");
        return train.Split(Settings.Seed, most)[0];
    }

    private EarlyStopping? EarlyStopping()
    {
        if (Settings.Patience is not { } patience)
            return null;
        return Data.Validation is { Count: > 0 }
            ? new EarlyStopping(ValidationLoss, patience, higherIsBetter: false)
            : throw new ConfigurationException("patience", $"Stopping early watches {ValidationLoss}, which needs examples that were held out; {Data.Train.Name} has none. Hold some out, such as a tenth of them (validation 0.1).");
    }
}
