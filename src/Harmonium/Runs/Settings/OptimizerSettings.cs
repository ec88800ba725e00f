using Harmonium.Errors;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Schedules;

namespace Harmonium.Runs.Settings;

/// <summary>How parameters move along their gradient, and what keeps them small: the same for every kind.</summary>
public sealed record OptimizerSettings
{
    /// <summary>The optimizer.</summary>
    [Setting("how parameters move along the gradient", Aliases = ["optimiser"])]
    public OptimizerKind Optimizer { get; init; }

    /// <summary>The learning rate, above 0: 0.01 to 0.1 for binary units with momentum (Hinton 2010, section 7), 0.001 to 0.005 for Adam and RMSProp.</summary>
    [Setting("the learning rate at the start", Above = 0)]
    public double? LearningRate { get; init; }

    /// <summary>How the learning rate changes; a falling one lets persistent chains catch up with the model (Tieleman 2008).</summary>
    [Setting("how the learning rate changes", Aliases = ["learningRateDecay", "learningRateCourse"])]
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Linear;

    /// <summary>
    /// The learning rate at the end of a linear, cosine or exponential schedule, at least 0, of the last above 0; null for a hundredth of the first.
    /// </summary>
    [Setting("where a linear, exponential or cosine schedule ends", AtLeast = 0, Default = "a hundredth of the first")]
    public double? FinalLearningRate { get; init; }

    /// <summary>The share of the training, 0 to below 1, before a linear or exponential schedule sets in.</summary>
    [Setting("the share of the training before a linear or exponential schedule sets in", AtLeast = 0, Below = 1)]
    public double LearningRateHold { get; init; }

    /// <summary>The epochs after which an inverse-time schedule has halved the learning rate, above 0.</summary>
    [Setting("the epochs in which an inverse-time schedule halves the rate", Above = 0)]
    public double LearningRateHalfLife { get; init; } = 10;

    /// <summary>How much of the velocity is kept per step, 0 to below 1.</summary>
    [Setting("how much of the velocity is kept per step", AtLeast = 0, Below = 1)]
    public double Momentum { get; init; }

    /// <summary>The momentum before <see cref="MomentumEpoch"/>; 0.5 in Hinton 2010, section 9.1; null for the same throughout.</summary>
    [Setting("the momentum before momentum-epoch", AtLeast = 0, Below = 1, Default = "the same")]
    public double? InitialMomentum { get; init; }

    /// <summary>The epoch at which <see cref="Momentum"/> replaces <see cref="InitialMomentum"/>; 5 (Hinton 2010, section 9.1).</summary>
    [Setting("the epoch at which momentum replaces initial-momentum", AtLeast = 0)]
    public int MomentumEpoch { get; init; } = 5;

    /// <summary>The weight of Σ |w|, at least 0.</summary>
    [Setting("the weight of Σ |w|", AtLeast = 0)]
    public double L1 { get; init; }

    /// <summary>The weight of ½ Σ w², at least 0; typically 0.0002 (Hinton 2010, section 10).</summary>
    [Setting("the weight of ½ Σ w²", AtLeast = 0)]
    public double L2 { get; init; }

    /// <summary>The largest Euclidean norm of a unit's incoming weights, above 0 (Srivastava et al. 2014); null for no limit.</summary>
    [Setting("the largest norm of a unit's incoming weights", Above = 0, Default = "no limit")]
    public double? MaximumNorm { get; init; }

    /// <summary>The share of the training, 0 to below 1, after which parameters are averaged (Polyak &amp; Juditsky 1992); null for no averaging.</summary>
    [Setting("the share of the training after which parameters are averaged", AtLeast = 0, Below = 1, Default = "no averaging")]
    public double? AverageFrom { get; init; }

    /// <summary>Whether the optimizer searches along lines, which needs the value of a loss.</summary>
    public bool SearchesLines => Optimizer is OptimizerKind.Cg or OptimizerKind.Lbfgs;

    /// <summary>An optimizer that takes one gradient per step.</summary>
    /// <exception cref="ConfigurationException">The optimizer searches along lines.</exception>
    internal Optimizer NewOptimizer() => Optimizer switch
    {
        OptimizerKind.Momentum => new MomentumOptimizer(),
        OptimizerKind.Nesterov => new MomentumOptimizer(nesterov: true),
        OptimizerKind.Adam => new AdamOptimizer(),
        OptimizerKind.RmsProp => new RmsPropOptimizer(),
        _ => throw new ConfigurationException("optimizer",
            "cg and lbfgs search along lines and need the value of the loss on a fixed batch, which this kind does not have. Choose momentum, nesterov, adam " +
                "or rms-prop."),
    };

    /// <summary>The learning rate as a function of time.</summary>
    /// <param name="epochs">How many epochs there are.</param>
    /// <exception cref="ConfigurationException">An exponential schedule is to end at 0.</exception>
    internal Schedule RateOver(int epochs)
    {
        double first = LearningRate!.Value, last = FinalLearningRate ?? (first / 100);
        if (last == 0 && LearningRateSchedule == LearningRateSchedule.Exponential)
        {
            throw new ConfigurationException("finalLearningRate",
                "It is 0, which an exponential schedule never reaches. Choose a linear or cosine schedule, or a number above 0.");
        }

        return LearningRateSchedule switch
        {
            LearningRateSchedule.Linear => new LinearSchedule(first, last, LearningRateHold),
            LearningRateSchedule.Exponential => new ExponentialSchedule(first, last, LearningRateHold),
            LearningRateSchedule.InverseTime => new InverseTimeSchedule(first, LearningRateHalfLife),
            LearningRateSchedule.Cosine => new CosineSchedule(first, last),
            LearningRateSchedule.OneCycle => new OneCycleSchedule(first),
            LearningRateSchedule.Step => new StepSchedule(first, 0.1, Math.Max(1, epochs / 3.0)),
            _ => first,
        };
    }

    /// <summary>The momentum as a function of time.</summary>
    internal Schedule MomentumSchedule => InitialMomentum is { } initial ? new SwitchSchedule(initial, Momentum, MomentumEpoch) : Momentum;
}
