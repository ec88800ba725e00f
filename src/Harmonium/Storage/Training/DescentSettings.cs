using Harmonium.Errors;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Schedules;
using Harmonium.Networks;

namespace Harmonium.Storage.Training;

/// <summary>The settings that all networks share: how they move down their loss, and when they are kept.</summary>
public abstract record DescentSettings
{
    /// <summary>How many times every example is visited, at least 0.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>How many examples, or pieces of text, a step sees, at least 1.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>How parameters move.</summary>
    public NetworkOptimiserKind Optimiser { get; init; }

    /// <summary>The learning rate, above 0: 0.001 to 0.005 for Adam and RMSProp, 0.01 to 0.1 with momentum; no matter to those that search along lines.</summary>
    public double LearningRate { get; init; } = 0.002;

    /// <summary>How it changes.</summary>
    public LearningRateCourse LearningRateCourse { get; init; } = LearningRateCourse.Cosine;

    /// <summary>Where a linear, exponential or cosine course ends, above 0; null for a hundredth of the first.</summary>
    public double? FinalLearningRate { get; init; }

    /// <summary>How much of the velocity is kept, 0 to below 1.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The weight of Σ |w|, at least 0.</summary>
    public double L1 { get; init; }

    /// <summary>The weight of ½ Σ w², at least 0.</summary>
    public double L2 { get; init; }

    /// <summary>The largest length of a unit's incoming weights, above 0 (Srivastava et al. 2014); null for no limit.</summary>
    public double? MaximumNorm { get; init; }

    /// <summary>The largest length of the gradient, above 0 (Pascanu, Mikolov, Bengio 2013); null for no limit.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>The share of the training, 0 to below 1, after which parameters are averaged (Polyak &amp; Juditsky 1992); null for no averaging.</summary>
    public double? AverageFrom { get; init; }

    /// <summary>How many epochs without a better loss on what was held out are borne, at least 1; null to make all epochs.</summary>
    public int? Patience { get; init; }

    /// <summary>Every how many epochs a checkpoint is saved, at least 1.</summary>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>Every how many steps a checkpoint is saved besides, at least 1; null for only after epochs.</summary>
    public int? CheckpointSteps { get; init; }

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    internal TrainingSchedule Schedule => new(Epochs, Seed, CheckpointEvery, CheckpointSteps);

    internal NetworkLearningOptions LearningOptions => new()
    {
        LearningRate = Course(),
        Momentum = Momentum,
        L1 = L1,
        L2 = L2,
        MaximumNorm = MaximumNorm,
        GradientNorm = GradientNorm,
        AverageFrom = AverageFrom,
    };

    private protected bool SearchesLines => Optimiser is NetworkOptimiserKind.Cg or NetworkOptimiserKind.Lbfgs;

    internal Optimiser NewOptimiser() => Optimiser switch
    {
        NetworkOptimiserKind.Momentum => new MomentumOptimiser(),
        NetworkOptimiserKind.Nesterov => new MomentumOptimiser(nesterov: true),
        NetworkOptimiserKind.RmsProp => new RmsPropOptimiser(),
        NetworkOptimiserKind.Adam => new AdamOptimiser(),
        _ => throw new InvalidOperationException($"{Optimiser} is no optimiser of one gradient a step."),
    };

    private protected void ValidateDescent()
    {
        Require(Epochs >= 0, "epochs", Epochs, "at least 0");
        Require(Batch >= 1, "batch", Batch, "at least 1");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), "learningRate", LearningRate, "above 0");
        Require(FinalLearningRate is null or > 0, "finalLearningRate", FinalLearningRate, "above 0");
        Require(Momentum is >= 0 and < 1, "momentum", Momentum, "at least 0 and below 1");
        Require(L1 >= 0, "l1", L1, "at least 0");
        Require(L2 >= 0, "l2", L2, "at least 0");
        Require(MaximumNorm is null or > 0, "maximumNorm", MaximumNorm, "above 0");
        Require(GradientNorm is null or > 0, "gradientNorm", GradientNorm, "above 0");
        Require(AverageFrom is null or (>= 0 and < 1), "averageFrom", AverageFrom, "at least 0 and below 1");
        Require(Patience is null or >= 1, "patience", Patience, "at least 1");
        Require(CheckpointEvery >= 1, "checkpointEvery", CheckpointEvery, "at least 1");
        Require(CheckpointSteps is null or >= 1, "checkpointSteps", CheckpointSteps, "at least 1");
    }

    private protected static void Require(bool holds, string setting, object? found, string expected)
    {
        if (!holds)
            throw new ConfigurationException(setting, $"It is {found}; expected is a number {expected}.");
    }

    private Schedule Course()
    {
        double last = FinalLearningRate ?? (LearningRate / 100);
        return LearningRateCourse switch
        {
            LearningRateCourse.Linear => new LinearSchedule(LearningRate, last),
            LearningRateCourse.Exponential => new ExponentialSchedule(LearningRate, last),
            LearningRateCourse.Cosine => new CosineSchedule(LearningRate, last),
            LearningRateCourse.OneCycle => new OneCycleSchedule(LearningRate),
            LearningRateCourse.Step => new StepSchedule(LearningRate, 0.1, Math.Max(1, Epochs / 3.0)),
            _ => LearningRate,
        };
    }
}
