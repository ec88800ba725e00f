using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Monitors;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Tests.Runs;

/// <summary>
/// A kind that a user could add, all in one file: an RBM that is pretrained by contrastive divergence and then trained by persistent contrastive
/// divergence.
/// </summary>
internal sealed class ToyKind : ModelKind
{
    public override string Name => "toy";

    public override string Summary => "a toy: an RBM in two stages";

    public override DataNeed Data => DataNeed.Examples;

    public override ModelParts Parts => ModelParts.Encoder | ModelParts.Sampler | ModelParts.Density | ModelParts.Completer;

    public override SettingsSchema Settings { get; } = new(() => new ToySettings());

    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
        [("harmonium train toy --hidden 5", "train five hidden units in two stages")];

    public override string ResumedStage(KindSettings settings) => "training.";

    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        ToySettings s = (ToySettings)settings;
        Dataset train = data.Examples!.Train;
        RestrictedBoltzmannMachine rbm = new(new Bernoulli(Tensor.Zeros(device, train.Examples.Columns)), new Bernoulli(Tensor.Zeros(device, s.Hidden)));
        new RbmInitialization().Apply(rbm, train, s.Seed);
        return new Training(this, new RbmModel(this, rbm, train.Shape), s, data,
        [
            Stage("pretraining", s.Pretraining, () => new ContrastiveDivergence(rbm.Machine)),
            Stage("training", s.Training, () => new PersistentContrastiveDivergence(rbm.Machine, s.Seed, s.Chains)),
        ])
        {
            Summary = $"{train.Count} examples of {train.Name}, a toy",
        };

        TrainingStage Stage(string name, ToyStageSettings stage, Func<GradientEstimator> estimator) => new(name, stage.Schedule, () =>
        {
            ExampleSource source = new(train, stage.Schedule.BatchFor(train.Count), s.Seed, Binarization.Sampled, device);
            EnergyLearner learner = new(estimator(), new MomentumOptimizer(), source,
                new EnergyLearningOptions { LearningRate = stage.LearningRate, Momentum = 0.5, AverageFrom = 0.5 }, s.Seed);
            VisibleData watched = new(train, Binarization.Sampled, s.Seed);
            return new StageWork(learner, [new Metric("reconstructionError", _ => ReconstructionError.Of(rbm, watched).Squared)])
            {
                Stopping = stage.Schedule.Patience is { } patience ? new EarlyStopping("reconstructionError", patience, higherIsBetter: false) : null,
            };
        })
        {
            ExamplesPerEpoch = train.Count,
        };
    }

    public override TrainedModel Read(ModelFile file, Device device)
    {
        RbmModel read = (RbmModel)new RbmKind().Read(file, device);
        return new RbmModel(this, read.Rbm, read.Shape);
    }
}

internal sealed record ToySettings : KindSettings
{
    [Setting("the number of hidden units", AtLeast = 1)]
    public int Hidden { get; init; } = 6;

    [Setting("the number of persistent chains", AtLeast = 1)]
    public int Chains { get; init; } = 10;

    [SettingsGroup("Pretraining", IsStage = true)]
    public ToyStageSettings Pretraining { get; init; } = new() { Schedule = new() { Epochs = 3 } };

    [SettingsGroup("Training", IsStage = true)]
    public ToyStageSettings Training { get; init; } = new();

    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    public override DataSettings Input => Data;

    public override Binarization Binarization => Binarization.Sampled;
}

internal sealed record ToyStageSettings
{
    [Setting("the learning rate", Above = 0, Aliases = ["rate"])]
    public double LearningRate { get; init; } = 0.05;

    [SettingsGroup("Schedule")]
    public ScheduleSettings Schedule { get; init; } = new();
}
