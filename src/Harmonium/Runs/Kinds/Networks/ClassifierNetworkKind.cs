using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>Feed-forward classifiers. Derived kinds differ in their layers.</summary>
internal abstract class ClassifierNetworkKind : ModelKind
{
    private const string ValidationLoss = "validationLoss";

    /// <summary>The maximum number of monitored training examples: enough to show the trend, at a small cost compared with an epoch.</summary>
    private const int MostWatched = 5000;

    private protected ClassifierNetworkKind()
    {
    }

    /// <inheritdoc/>
    public sealed override DataNeed Data => DataNeed.LabeledExamples;

    /// <inheritdoc/>
    public sealed override ModelParts Parts => ModelParts.Classifier | ModelParts.Encoder;

    /// <inheritdoc/>
    public sealed override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        INetworkSettings s = (INetworkSettings)settings;
        DataSplits parts = LabeledExamples.Aligned(data.Examples!);
        int classes = LabeledExamples.Require(parts.Train);
        IReadOnlyList<NetworkLayer> layers = s.LayersFor(classes);
        RequireMemory(parts.Train.Shape, layers, Math.Min(s.Schedule.BatchFor(parts.Train.Count), parts.Train.Count));
        FeedForwardNetwork network = new(parts.Train.Shape, layers, device);
        network.Initialize(s.Network.FirstWeights, settings.Seed);
        StageWork work = Work(network, s, parts, settings.Seed, device, out int examples);
        return new Training(this, new NetworkModel(this, network, new CrossEntropyLoss(), parts.Train.ClassNames), settings, data,
            [new TrainingStage("training", s.Schedule, () => work) { ExamplesPerEpoch = examples }])
        {
            Summary = $"{examples} examples of {data.Name} ({parts.Train.Shape}), {NetworkModel.LayersOf(network)}, " +
                $"{network.Parameters.Sum(parameter => (long)parameter.Values.Count)} parameters",
        };
    }

    /// <inheritdoc/>
    public sealed override TrainedModel Read(ModelFile file, Device device)
    {
        DescriptionReader description = new(file);
        (FeedForwardNetwork network, NetworkLoss loss) = NetworkFile.Read(description, device);
        description.RefuseUnknown([.. network.Parameters.Select(parameter => parameter.Name)]);
        return new NetworkModel(this, network, loss, NetworkModel.ClassNamesOf(description, network.Outputs));
    }

    /// <summary>Creates the learner and the metrics of a network.</summary>
    /// <param name="network">The network, with its initial weights.</param>
    /// <param name="s">The settings.</param>
    /// <param name="parts">The data.</param>
    /// <param name="seed">The seed of the order of examples, of dropout and of distortions.</param>
    /// <param name="device">The device that computes.</param>
    /// <param name="examples">The number of training examples.</param>
    internal static StageWork Work(FeedForwardNetwork network, INetworkSettings s, DataSplits parts, ulong seed, Device device, out int examples)
    {
        if (s.Distortion.Distort && parts.Train.Shape is not { IsImage: true, Channels: 1 })
            throw new ConfigurationException("distort",
                $"It needs grayscale images, but the examples of {parts.Train.Name} are {parts.Train.Shape}. Omit it, or use other data.");
        LabeledExamples.Check(s.Labeled, parts.Train);
        Dataset train = s.Labeled is { } labeled && labeled < parts.Train.Count ? ClassSpread.Take(parts.Train, labeled, seed) : parts.Train;
        examples = train.Count;
        CrossEntropyLoss loss = new(s.Network.LabelSmoothing) { ClassWeights = ClassWeights.Of(s.Network.ClassWeights, train) };
        NetworkExamples batches = new(train, s.Schedule.BatchFor(train.Count), seed, device) { Distortion = s.Distortion.Distortion };
        NetworkLearner learner = s.Network.NewLearner(network, loss, batches, s.Optimizer, s.Schedule.Epochs, seed);
        return new StageWork(learner,
            MetricsOf(network, loss, train, parts.Validation, seed))
        { Stopping = HeldOut.Stopping(parts, ValidationLoss, s.Schedule.Patience) };
    }

    private static void RequireMemory(ItemShape input, IReadOnlyList<NetworkLayer> layers, int batch)
    {
        FeatureShape shape = FeatureShape.Of(input);
        List<(long Rows, long Columns)> matrices = [];
        List<long> outputs = [];
        foreach (NetworkLayer layer in layers)
        {
            matrices.AddRange(layer.ParametersFor(shape).Select(parameter =>
                ((long)parameter.Shape[0], parameter.Shape.Skip(1).Aggregate(1L, (product, length) => product * length))));
            shape = layer.OutputOf(shape);
            outputs.Add(shape.Count);
        }

        MemoryLimit.RequireWeights("hidden", "Use fewer hidden units, or smaller examples.", matrices);
        MemoryLimit.RequireStates("batch", batch, outputs);
    }

    private static List<Metric> MetricsOf(FeedForwardNetwork network, NetworkLoss loss, Dataset train, Dataset? validation, ulong seed)
    {
        Dataset watched = train.Count <= MostWatched ? train : train.Split(seed, MostWatched)[0];
        List<Metric> metrics = [new Metric("loss", _ => NetworkEvaluation.Of(network, loss, watched).Loss),
            new Metric("error", _ => NetworkEvaluation.Of(network, loss, watched).Error)];
        if (validation is { Count: > 0 })
        {
            metrics.Add(new Metric(ValidationLoss, _ => NetworkEvaluation.Of(network, loss, validation).Loss));
            metrics.Add(new Metric("validationError", _ => NetworkEvaluation.Of(network, loss, validation).Error));
        }

        return metrics;
    }
}
