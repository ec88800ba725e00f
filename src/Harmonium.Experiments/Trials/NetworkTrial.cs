using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Experiments.Definitions;
using Harmonium.Learning;
using Harmonium.Learning.LineSearch;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;

namespace Harmonium.Experiments.Trials;

/// <summary>A feed-forward network learnt from a data set in one go: what chapters and recipes are made of.</summary>
internal sealed record NetworkTrial
{
    internal required IReadOnlyList<NetworkLayer> Layers { get; init; }

    internal required int Epochs { get; init; }

    internal int Batch { get; init; } = 100;

    internal NetworkLoss Loss { get; init; } = new CrossEntropyLoss();

    internal WeightInitialisation Initialisation { get; init; } = new(InitialisationKind.Xavier);

    internal NetworkLearningOptions Learning { get; init; } = new();

    internal Func<Optimiser> Optimiser { get; init; } = () => new AdamOptimiser();

    internal ImageDistortion? Distortion { get; init; }

    /// <summary>The network before learning.</summary>
    internal FeedForwardNetwork Start(Dataset data, ExperimentContext context)
    {
        FeedForwardNetwork network = new(data.Shape, Layers, context.Device);
        network.Initialise(Initialisation, context.Seed);
        return network;
    }

    /// <summary>Learns, and returns the network with its averaged parameters in place where averaging is on.</summary>
    internal FeedForwardNetwork Train(Dataset data, ExperimentContext context, string stage, params IReadOnlyList<TrainingObserver> observers)
    {
        FeedForwardNetwork network = Start(data, context);
        Train(network, data, null, context, stage, observers);
        return network;
    }

    internal void Train(FeedForwardNetwork network, Dataset data, Tensor? values, ExperimentContext context, string stage, params IReadOnlyList<TrainingObserver> observers)
    {
        NetworkExamples examples = new(data, Batch, context.Seed, context.Device) { Values = values, Distortion = Distortion };
        NetworkLearner learner = new(network, Loss, Optimiser(), examples, Learning, context.Seed);
        new Trainer(learner, Epochs, [], [new DivergenceGuard(), new StageProgress(context, stage), .. observers]).Run(cancel: context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Goes on from where the learning ended by L-BFGS on all examples at once, with a decay so small that it only chooses among what fits alike.</summary>
    internal void Polish(FeedForwardNetwork network, Dataset data, Tensor values, int lineSearches, double decay, ExperimentContext context)
    {
        NetworkExamples examples = new(data, data.Count, context.Seed, context.Device) { Values = values };
        LimitedMemoryBfgs minimiser = new() { LineSearches = lineSearches };
        new Trainer(new NetworkLearner(network, Loss, minimiser, examples, new NetworkLearningOptions { L2 = decay }, context.Seed), epochs: 1, [], [new DivergenceGuard()]).Run(cancel: context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
    }
}
