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

/// <summary>An RBM with hidden Bernoulli units, learnt from a data set in one go: what chapters and recipes are made of.</summary>
internal sealed record RbmTrial
{
    internal required int Hidden { get; init; }

    internal required int Epochs { get; init; }

    internal Binarisation Binarisation { get; init; } = Binarisation.Sampled;

    internal int Batch { get; init; } = 100;

    internal double WeightScale { get; init; } = 0.01;

    /// <summary>Makes the visible units; Bernoulli ones when not set.</summary>
    internal Func<Device, int, LayerUnits> Visible { get; init; } = (device, count) => new Bernoulli(Tensor.Zeros(device, count));

    /// <summary>The hidden biases at the start: far below 0, hidden units are seldom on.</summary>
    internal float HiddenBias { get; init; }

    internal EnergyLearningOptions Learning { get; init; } = new();

    /// <summary>Makes the estimator of the model's statistics; PCD-1 with 100 chains when not set.</summary>
    internal Func<Rbm, ulong, GradientEstimator> Estimator { get; init; } = (rbm, seed) => new PersistentContrastiveDivergence(rbm.Machine, seed);

    internal Func<Optimiser> Optimiser { get; init; } = () => new MomentumOptimiser();

    /// <summary>A machine before learning: biases from the data's means, small random weights.</summary>
    internal Rbm Start(Dataset data, ExperimentContext context)
    {
        int columns = data.Examples.Columns;
        Rbm rbm = new(Visible(context.Device, columns), new Bernoulli(Tensor.Zeros(context.Device, Hidden)), Tensor.Zeros(context.Device, columns, Hidden));
        new RbmInitialisation { WeightScale = WeightScale }.Apply(rbm, data, context.Seed);
        ((Bernoulli)rbm.Hidden.Units).Bias.AsSpan().Fill(HiddenBias);
        return rbm;
    }

    /// <summary>Learns, and returns the machine with its averaged parameters in place where averaging is on.</summary>
    internal Rbm Train(Dataset data, ExperimentContext context, string stage, params IReadOnlyList<TrainingObserver> observers)
    {
        Rbm rbm = Start(data, context);
        Train(rbm, data, context, stage, observers);
        return rbm;
    }

    internal void Train(Rbm rbm, Dataset data, ExperimentContext context, string stage, params IReadOnlyList<TrainingObserver> observers) =>
        Train(rbm, data, context, stage, [], observers);

    internal void Train(Rbm rbm, Dataset data, ExperimentContext context, string stage, IReadOnlyList<Metric> metrics, params IReadOnlyList<TrainingObserver> observers)
    {
        ExampleSource examples = new(data, Batch, context.Seed, Binarisation, context.Device);
        EnergyLearner learner = new(Estimator(rbm, context.Seed), Optimiser(), examples, Learning, context.Seed);
        new Trainer(learner, Epochs, metrics, [new DivergenceGuard(), new StageProgress(context, stage), .. observers]).Run(cancel: context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
    }
}
