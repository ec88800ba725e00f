using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Deep;
using Harmonium.Learning;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>
/// Deep belief networks, trained greedily layer by layer, with label units at the top if the data are labeled, and optionally fine-tuned by the up–down
/// algorithm (Hinton, Osindero, Teh 2006).
/// </summary>
internal sealed class DbnKind : ModelKind
{
    /// <summary>The maximum number of monitored examples: enough for a precise metric, and few enough for it to cost little compared with an epoch.</summary>
    private const int MostWatched = 1000;

    private const string Reconstruction = "validationReconstructionError", Error = "validationError";

    /// <inheritdoc/>
    public override string Name => "dbn";

    /// <inheritdoc/>
    public override string Summary => "a deep belief network, with label units if the data are labeled, and optional up–down fine-tuning";

    /// <inheritdoc/>
    public override DataNeed Data => DataNeed.Examples;

    /// <inheritdoc/>
    public override ModelParts Parts => ModelParts.Encoder | ModelParts.Sampler | ModelParts.Density | ModelParts.Classifier;

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } =
        new(() => new DbnSettings(), new Dictionary<string, string> { ["pretraining.learningRate"] = "0.05; 0.005 for gaussian visible units" });

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train dbn --hidden 500,500,2000 --data mnist", "train three layers on handwritten digits, with label units at the top"),
        ("harmonium train dbn --hidden 500,2000 --label-units false --data mnist", "train two layers without labels"),
        ("harmonium train dbn --fine-tune --stage pretraining.epochs=50 --stage fine-tuning.sweeps=3,6,10", "fine-tune all layers together"),
    ];

    /// <inheritdoc/>
    public override string ResumedStage(KindSettings settings) => ((DbnSettings)settings).FineTune ? "fineTuning." : "pretraining.";

    /// <inheritdoc/>
    public override string AdviceFor(ModelParts part) =>
        part == ModelParts.Classifier ? "Train it on labeled data, with label units (`labelUnits=true`)." : "";

    /// <inheritdoc/>
    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        DbnSettings s = (DbnSettings)settings;
        int? classes = ClassesOf(s, data.Examples!);
        DataSplits parts = classes is null ? data.Examples! : LabeledExamples.Aligned(data.Examples!);
        data = data.With(parts);
        RbmSettings[] layers = [.. RbmStage.Fitted(s.Layers(), parts.Train)];
        RbmStack stack = RbmStage.NewStack(layers, parts.Train, device);
        ClassificationRbm? joint = classes is { } count ? WithLabels(stack.Layers[^1], count, device) : null;
        // Reports a method that does not support a label layer before any layer is trained.
        _ = joint is null ? null : layers[^1].Energy.Estimator(joint.Machine, null, layers[^1].Optimizer, s.Seed);
        BeliefNetwork network = NetworkOf(stack, joint, s.FineTune);
        DbnModel model = new(this, network, parts.Train.Shape, joint is null ? null : parts.Train.ClassNames);
        List<TrainingStage> stages = [];
        foreach ((int i, RbmSettings layer) in layers.Index())
        {
            bool isTop = i == layers.Length - 1;
            RbmStage stage = new(stack.Layers[i], layer, parts, device, i == 0 ? null : stack.Lowest(i)) { Joint = isTop ? joint : null };
            stages.Add(stage.AsLayer(i, isTop ? BeliefNetwork.TopPart : BeliefNetwork.PartOf(i)));
        }

        if (s.FineTune)
        {
            // Missing validation data are reported before any layer is trained.
            _ = HeldOut.Stopping(parts, joint is null ? Reconstruction : Error, s.FineTuning.Schedule.Patience);
            stages.Add(new TrainingStage("fine-tuning", s.FineTuning.Schedule, () => FineTuning(model, s, parts)) { ExamplesPerEpoch = parts.Train.Count });
        }

        string units = string.Join("-", layers.Select(layer => layer.Hidden).Prepend(parts.Train.Examples.Columns));
        return new Training(this, model, s, data, stages)
        {
            Summary = $"{parts.Train.Count} examples of {data.Name} ({parts.Train.Shape}), {units} units" +
                $"{(classes is null ? "" : $" and {classes} label units")}, {s.Pretraining.Energy.Method}",
        };
    }

    /// <inheritdoc/>
    public override TrainedModel Read(ModelFile file, Device device)
    {
        DescriptionReader description = new(file);
        List<DirectedLayer> layers = [];
        List<string> known = [];
        DescriptionReader[] parts = [.. description.Objects("parts")];
        if (parts.Length == 0 || parts[^1].Text("name") != BeliefNetwork.TopPart[..^1])
            throw description.Refuse($"its last part is not {BeliefNetwork.TopPart[..^1]}, the RBM at the top");
        ItemShape? shape = null;
        foreach ((int i, DescriptionReader part) in parts[..^1].Index())
        {
            string name = part.Text("name");
            if (name != BeliefNetwork.PartOf(i)[..^1])
                throw part.Refuse($"it has a part named {Quotation.Of(name)}; expected {BeliefNetwork.PartOf(i)[..^1]}");
            EnergyFile energy = new(part, device, BeliefNetwork.PartOf(i));
            shape ??= energy.Shape;
            RestrictedBoltzmannMachine rbm = RbmKind.RbmOf(energy);
            if (rbm.Hidden.Units is not Bernoulli || rbm.Totals is not null)
                throw part.Refuse($"it has {rbm.Hidden.Units.Kind} hidden and {rbm.Visible.Units.Kind} visible units; expected bernoulli hidden units and " +
                    "no word counts");
            string recognition = $"{BeliefNetwork.PartOf(i)}recognition.weights";
            bool hasOwn = file.Tensors.ContainsKey(recognition);
            layers.Add(new DirectedLayer(rbm, hasOwn ? file.Tensor(recognition, rbm.Weights.Rows, rbm.Weights.Columns).To(device) : null));
            known.AddRange([.. energy.TensorNames, .. hasOwn ? [recognition] : (string[])[]]);
        }

        EnergyFile top = new(parts[^1], device, BeliefNetwork.TopPart);
        known.AddRange(top.TensorNames);
        (ClassificationRbm Rbm, IReadOnlyList<string>? Names)? joint =
            top.Layers.Count(layer => layer.Role == LayerRole.Visible) > 1 ? ClassifierRbmKind.RbmOf(top, parts[^1]) : null;
        BeliefNetwork network;
        try
        {
            network = joint is { } labeled ? new(layers, labeled.Rbm) : new(layers, RbmKind.RbmOf(top));
        }
        catch (ArgumentException exception)
        {
            throw description.Refuse($"its layers do not form a network: {exception.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}");
        }

        description.RefuseUnknown(known);
        return new DbnModel(this, network, shape ?? top.Shape ?? ItemShape.Vector(network.Visible.Units.Count), joint?.Names);
    }

    /// <summary>Returns the number of classes; null to train without label units.</summary>
    /// <exception cref="DataFileException">Label units are required, but the data have no classes.</exception>
    private static int? ClassesOf(DbnSettings settings, DataSplits parts) => settings.LabelUnits switch
    {
        true => LabeledExamples.Require(parts.Train),
        false => null,
        null => parts.Train is { Labels: not null, Classes: >= 2 } && parts.Validation is not { Labels: null } && ClassLabels.Suspicion(parts.Train) is null
            ? parts.Train.Classes
            : null,
    };

    /// <summary>Returns an RBM with label units next to its visible units. The units and weights are shared.</summary>
    private static ClassificationRbm WithLabels(RestrictedBoltzmannMachine rbm, int classes, Device device)
    {
        MemoryLimit.RequireWeights("hidden", "Use fewer hidden units.", (classes, rbm.Hidden.Units.Count));
        Categorical label = new(Tensor.Zeros(device, classes), classes);
        return new ClassificationRbm(rbm.Visible.Units, label, (Bernoulli)rbm.Hidden.Units, rbm.Weights, null);
    }

    private static BeliefNetwork NetworkOf(RbmStack stack, ClassificationRbm? joint, bool hasRecognition)
    {
        DirectedLayer[] layers = [.. stack.Layers.SkipLast(1).Select(rbm => new DirectedLayer(rbm, hasRecognition ? Tensor.ZerosLike(rbm.Weights) : null))];
        return joint is null ? new(layers, stack.Layers[^1]) : new(layers, joint);
    }

    private static StageWork FineTuning(DbnModel model, DbnSettings s, DataSplits parts)
    {
        BeliefNetwork network = model.Network;
        network.StartRecognition();
        ScheduleSettings schedule = s.FineTuning.Schedule;
        int batch = schedule.BatchFor(parts.Train.Count);
        ExampleSource examples = new(parts.Train, batch, s.Seed, s.Binarize, model.Device);
        ExampleSource? labels = network.Joint is { } joint
            ? new ExampleSource(LabelExamples.Of(parts.Train, classes: joint.Classes), batch, s.Seed, Binarization.None, model.Device)
            : null;
        UpDownLearner learner = new(network, examples, labels, s.FineTuning.Optimizer.NewOptimizer(), s.FineTuning.LearningOptions, s.Seed);
        return new StageWork(learner, [.. Metrics(model, s, parts.Train, "reconstructionError", "error"),
            .. parts.Validation is { Count: > 0 } validation ? Metrics(model, s, validation, Reconstruction, Error) : []])
        {
            Stopping = HeldOut.Stopping(parts, network.Joint is null ? Reconstruction : Error, schedule.Patience),
        };
    }

    private static IEnumerable<Metric> Metrics(DbnModel model, DbnSettings s, Dataset data, string reconstruction, string error)
    {
        VisibleData watched = new VisibleData(data, s.Binarize, s.Seed).Sample(MostWatched, s.Seed);
        yield return new Metric(reconstruction, _ => model.Encoder.ReconstructionError(watched, model.Device).Squared);
        if (model.Classifier is not { } classifier)
            yield break;
        // Early stopping compares small differences, so the whole validation split is evaluated.
        Dataset judged = error == Error || data.Count <= MostWatched ? data : data.Split(s.Seed, MostWatched)[0];
        yield return new Metric(error, _ => classifier.Judge(judged).Error);
    }
}
