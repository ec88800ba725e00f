using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>Classification RBMs (Larochelle &amp; Bengio 2008).</summary>
internal sealed class ClassifierRbmKind : ModelKind
{
    private const string ValidationError = "validationError";
    private const string WeightedValidationError = "validationWeightedError";

    /// <summary>The maximum number of monitored examples: enough for a precise metric, and few enough for it to cost little compared with an epoch.</summary>
    private const int MostWatched = 2000;

    /// <inheritdoc/>
    public override string Name => "classifier-rbm";

    /// <inheritdoc/>
    public override string Summary => "a classification RBM, with a label layer next to the visible layer";

    /// <inheritdoc/>
    public override DataNeed Data => DataNeed.LabeledExamples;

    /// <inheritdoc/>
    public override ModelParts Parts => ModelParts.Classifier;

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } = new(() => new ClassifierRbmSettings());

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train classifier-rbm", "train 500 hidden units on the built-in letters for 20 epochs"),
        ("harmonium train classifier-rbm --data mnist --objective discriminative --input-dropout 0.3", "train on handwritten digits with the exact gradient"),
        ("harmonium train classifier-rbm --data mnist --labeled 1000 --unlabeled-weight 0.1", "train on 1,000 labeled digits; the others are unlabeled"),
        ("harmonium train classifier-rbm --data texts/ --validation 0.1 --patience 5", "train on a folder of texts with one subfolder per class"),
    ];

    /// <inheritdoc/>
    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        ClassifierRbmSettings s = (ClassifierRbmSettings)settings;
        DataSplits parts = LabeledExamples.Aligned(data.Examples!);
        int classes = LabeledExamples.Require(parts.Train);
        LabeledExamples.Check(s.Labeled, parts.Train);
        // Shuffled with the seed, so that the labeled examples are drawn at random.
        Dataset train = s.Labeled is null ? parts.Train : parts.Train.Shuffled(s.Seed), labels = LabelExamples.Of(train, s.Labeled, classes);
        MemoryLimit.RequireWeights("hidden", "Use fewer hidden units.", (train.Examples.Columns, s.Hidden), (classes, s.Hidden));
        ClassificationRbm rbm = new(new Bernoulli(Tensor.Zeros(device, train.Examples.Columns)), classes, new Bernoulli(Tensor.Zeros(device, s.Hidden)));
        UnitValues.Require(parts.Train, rbm.Visible.Units, canChoose: false);
        new ClassificationInitialization { Scale = s.WeightScale, HiddenBias = s.HiddenBias }.Apply(rbm, train, labels, s.Seed);
        Dictionary<Layer, ExampleSource> sources = new()
        {
            [rbm.Visible] = new ExampleSource(train, s.Schedule.BatchFor(train.Count), s.Seed, s.Binarize, device),
            [rbm.Label] = new ExampleSource(labels, s.Schedule.BatchFor(train.Count), s.Seed, Binarization.None, device),
        };
        EnergyLearningOptions options = s.Energy.LearningOptions(s.Optimizer, s.Schedule.Epochs) with { SparsityBiasDecrement = s.SparsityBiasDecrement };
        float[]? classWeights = ClassWeights.Of(s.ClassWeights, s.Labeled is { } labeled ? train.Range(0, labeled) : train);
        EnergyLearner learner = new(Estimator(rbm, s, classWeights), s.Optimizer.NewOptimizer(), sources, options, s.Seed);
        StageWork work = new(learner, MetricsOf(rbm, parts, classWeights, s.Seed))
        {
            Stopping = HeldOut.Stopping(parts, classWeights is null ? ValidationError : WeightedValidationError, s.Schedule.Patience),
        };
        return new Training(this, new ClassifierRbmModel(this, rbm, parts.Train.Shape, parts.Train.ClassNames), s, data,
            [new TrainingStage("training", s.Schedule, () => work) { ExamplesPerEpoch = train.Count }])
        {
            Summary = $"{parts.Train.Count} examples of {data.Name} ({parts.Train.Shape}), {train.Examples.Columns} visible and {s.Hidden} hidden units, " +
                $"{classes} classes",
        };
    }

    /// <inheritdoc/>
    public override TrainedModel Read(ModelFile file, Device device)
    {
        DescriptionReader description = new(file);
        EnergyFile energy = new(description, device);
        Layer[] visible = [.. energy.Layers.Where(layer => layer.Role == LayerRole.Visible)];
        Layer hidden = energy.Single(LayerRole.Hidden);
        if (visible is not [Layer shown, { Units: Categorical label } labelLayer] || label.Categories != label.Count || label.Count < 2)
            throw energy.Refuse("it does not have 2 visible layers: the inputs, then a label layer of one block of at least 2 categorical units");
        if (hidden.Units is not Bernoulli hiddenUnits || energy.Couplings.Count != 2)
            throw energy.Refuse($"it has {hidden.Units.Kind} hidden units and {energy.Couplings.Count} couplings; expected bernoulli hidden units and " +
                "2 couplings");
        ClassificationRbm rbm = new(
            shown.Units, label, hiddenUnits,
            energy.WeightsOf<Couplings.DenseCoupling>(shown, hidden), energy.WeightsOf<Couplings.DenseCoupling>(labelLayer, hidden));
        DescriptionReader labels = description.Objects("layers").First(layer => layer.Text("name") == labelLayer.Name);
        string[]? names = labels.Has("names") ? labels.Texts("names") : null;
        if (names is not null && names.Length != label.Count)
            throw energy.Refuse($"its label layer has {names.Length} 'names' but {label.Count} units; expected one name per unit");
        description.RefuseUnknown(energy.TensorNames);
        return new ClassifierRbmModel(this, rbm, energy.Shape, names);
    }

    private static GradientEstimator Estimator(ClassificationRbm rbm, ClassifierRbmSettings s, float[]? classWeights)
    {
        GradientEstimator generative = s.Energy.Estimator(rbm.Machine, null, s.Optimizer, s.Seed);
        DiscriminativeGradient discriminative = new(rbm, new DiscriminativeOptions
        {
            InputDropout = s.InputDropout,
            HiddenDropout = s.HiddenDropout,
            LabelSmoothing = s.LabelSmoothing,
            AdversarialShift = s.AdversarialShift,
            ClassWeights = classWeights,
        });
        return s.Objective switch
        {
            ClassifierObjective.Discriminative => discriminative,
            ClassifierObjective.Generative => generative,
            _ => new HybridGradient(rbm, discriminative, generative,
                new HybridOptions { GenerativeWeight = s.GenerativeWeight, UnlabeledWeight = s.UnlabeledWeight }),
        };
    }

    /// <summary>The weight of the misclassified examples, as a fraction of the weight of all examples.</summary>
    private static double WeightedError(ClassificationRbm rbm, Dataset data, float[] classWeights)
    {
        int[] predicted = rbm.Predictions(data, default).Predicted, labels = data.Labels!;
        double all = labels.Sum(label => (double)classWeights[label]);
        return labels.Where((label, i) => label != predicted[i]).Sum(label => (double)classWeights[label]) / all;
    }

    private static List<Metric> MetricsOf(ClassificationRbm rbm, DataSplits parts, float[]? classWeights, ulong seed)
    {
        Dataset train = parts.Train.Count <= MostWatched ? parts.Train : parts.Train.Split(seed, MostWatched)[0];
        List<Metric> metrics = [new Metric("error", _ => rbm.Judge(train).Error), new Metric("crossEntropy", _ => rbm.Judge(train).CrossEntropy)];
        if (parts.Validation is { Count: > 0 } validation)
        {
            // Early stopping compares small differences, so the whole validation split is evaluated.
            metrics.Add(new Metric(ValidationError, _ => rbm.Judge(validation).Error));
            metrics.Add(new Metric("validationCrossEntropy", _ => rbm.Judge(validation).CrossEntropy));
            if (classWeights is not null)
                metrics.Add(new Metric(WeightedValidationError, _ => WeightedError(rbm, validation, classWeights)));
        }

        return metrics;
    }
}
