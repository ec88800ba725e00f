using Harmonium.Data.Text;
using Harmonium.Experiments.Definitions;
using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Schedules;
using Harmonium.Networks;
using Harmonium.Networks.Recurrent;

namespace Harmonium.Experiments.Trials;

/// <summary>A recurrent network learnt from a text in one go.</summary>
internal sealed record TextTrial
{
    internal required IReadOnlyList<RecurrentLayer> Layers { get; init; }

    internal required int Epochs { get; init; }

    internal int Batch { get; init; } = 50;

    internal int Window { get; init; } = 64;

    internal double Dropout { get; init; }

    internal NetworkLearningOptions Learning { get; init; } = new() { LearningRate = new CosineSchedule(0.004, 0.0001), GradientNorm = 5 };

    internal RecurrentNetwork Train(CharacterText text, ExperimentContext context, string stage, params IReadOnlyList<TrainingObserver> observers)
    {
        RecurrentNetwork network = Start(text, context);
        Train(network, text, context, stage, observers);
        return network;
    }

    internal RecurrentNetwork Start(CharacterText text, ExperimentContext context)
    {
        RecurrentNetwork network = new(text.Alphabet, Layers, context.Device) { Dropout = Dropout };
        network.Initialise(new WeightInitialisation(InitialisationKind.Xavier), context.Seed);
        return network;
    }

    internal void Train(RecurrentNetwork network, CharacterText text, ExperimentContext context, string stage, params IReadOnlyList<TrainingObserver> observers)
    {
        TextLearner learner = new(network, new AdamOptimiser(), new TextStreams(text, Batch, Window), Learning, context.Seed);
        new Trainer(learner, Epochs, [], [new DivergenceGuard(), new StageProgress(context, stage), .. observers]).Run(cancel: context.Cancel);
        context.Cancel.ThrowIfCancellationRequested();
    }
}
