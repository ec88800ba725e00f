using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Experiments.Trials;

/// <summary>A classification RBM of Bernoulli units, learnt from a data set in one go: what the recipes of classifiers are made of.</summary>
internal sealed record ClassifierTrial
{
    internal required int Hidden { get; init; }

    internal required int Epochs { get; init; }

    internal int Batch { get; init; } = 100;

    /// <summary>Makes the generative gradient; CD-1 when not set.</summary>
    internal Func<ClassificationRbm, ulong, GradientEstimator> Generative { get; init; } = (rbm, _) => new ContrastiveDivergence(rbm.Machine);

    /// <summary>The weight of log p(v) of examples whose label is not known.</summary>
    internal double UnlabelledWeight { get; init; }

    /// <summary>Of how many examples, from the first on, the label is known; null for all.</summary>
    internal int? Known { get; init; }

    /// <summary>The share of the generative gradient; 0 for a purely discriminative objective, null for a purely generative one.</summary>
    internal double? GenerativeWeight { get; init; } = 0;

    internal DiscriminativeOptions Discriminative { get; init; } = new();

    internal ClassificationInitialisation Initialisation { get; init; } = new();

    internal EnergyLearningOptions Learning { get; init; } = new();

    /// <summary>A machine before learning.</summary>
    internal ClassificationRbm Start(Dataset data, Dataset labels, ExperimentContext context)
    {
        int columns = data.Examples.Columns, classes = labels.Examples.Columns;
        ClassificationRbm rbm = new(
            new Bernoulli(Tensor.Zeros(context.Device, columns)),
            new Categorical(Tensor.Zeros(context.Device, classes), classes),
            new Bernoulli(Tensor.Zeros(context.Device, Hidden)),
            Tensor.Zeros(context.Device, columns, Hidden),
            Tensor.Zeros(context.Device, classes, Hidden));
        Initialisation.Apply(rbm, data, labels, context.Seed);
        return rbm;
    }

    /// <summary>Learns, and returns the machine with its averaged parameters in place where averaging is on.</summary>
    internal ClassificationRbm Train(Dataset data, ExperimentContext context, string stage, params IReadOnlyList<TrainingObserver> observers)
    {
        Dataset labels = LabelExamples.Of(data, Known);
        ClassificationRbm rbm = Start(data, labels, context);
        Dictionary<Layer, ExampleSource> sources = new()
        {
            [rbm.Visible] = new ExampleSource(data, Batch, context.Seed, Binarisation.None, context.Device),
            [rbm.Label] = new ExampleSource(labels, Batch, context.Seed, Binarisation.None, context.Device),
        };
        EnergyLearner learner = new(Estimator(rbm, context.Seed), new MomentumOptimiser(nesterov: true), sources, Learning, context.Seed);
        new Trainer(learner, Epochs, [], [new DivergenceGuard(), new StageProgress(context, stage), .. observers]).Run(cancel: context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
        return rbm;
    }

    private GradientEstimator Estimator(ClassificationRbm rbm, ulong seed)
    {
        if (GenerativeWeight is not { } weight)
            return Generative(rbm, seed);
        DiscriminativeGradient discriminative = new(rbm, Discriminative);
        return weight == 0 && UnlabelledWeight == 0
            ? discriminative
            : new HybridGradient(rbm, discriminative, Generative(rbm, seed), new HybridOptions { GenerativeWeight = weight, UnlabelledWeight = UnlabelledWeight });
    }
}
