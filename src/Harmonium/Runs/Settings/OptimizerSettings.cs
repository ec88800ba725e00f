using Harmonium.Errors;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Schedules;

namespace Harmonium.Runs.Settings;

/// <summary>Optimizer settings, shared by all kinds: learning rate, momentum, weight penalties and averaging.</summary>
public sealed record OptimizerSettings
{
    /// <summary>The optimizer.</summary>
    [Setting("the optimizer", Aliases = ["optimiser"])]
    public OptimizerKind Optimizer { get; init; }

    /// <summary>
    /// The initial learning rate, above 0: 0.01 to 0.1 for binary units with momentum (Hinton 2010, section 7), 0.001 to 0.005 for Adam and RMSProp.
    /// </summary>
    [Setting("the initial learning rate", Above = 0)]
    public double? LearningRate { get; init; }

    /// <summary>The learning-rate schedule. With a decreasing rate, persistent chains stay close to the model distribution (Tieleman 2008).</summary>
    [Setting("the learning-rate schedule", Aliases = ["learningRateDecay", "learningRateCourse"])]
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Linear;

    /// <summary>
    /// The final learning rate of a linear, exponential or cosine schedule, at least 0, and above 0 for an exponential one; null for a hundredth of the
    /// initial rate.
    /// </summary>
    [Setting("the final learning rate of a linear, exponential or cosine schedule", AtLeast = 0, Default = "a hundredth of the initial rate")]
    public double? FinalLearningRate { get; init; }

    /// <summary>The fraction of the training, 0 to below 1, in which a linear or exponential schedule keeps the initial rate.</summary>
    [Setting("the fraction of training during which a linear or exponential schedule keeps the initial rate", AtLeast = 0, Below = 1)]
    public double LearningRateHold { get; init; }

    /// <summary>The number of epochs after which an inverse-time schedule reaches half the initial rate, above 0.</summary>
    [Setting("the number of epochs after which an inverse-time schedule reaches half the initial rate", Above = 0)]
    public double LearningRateHalfLife { get; init; } = 10;

    /// <summary>The momentum: the fraction of the velocity that is kept per step, 0 to below 1.</summary>
    [Setting("the momentum coefficient of the optimizers momentum and nesterov", AtLeast = 0, Below = 1)]
    public double Momentum { get; init; }

    /// <summary>The momentum before <see cref="MomentumEpoch"/>; 0.5 in Hinton 2010, section 9.1; null for a constant momentum.</summary>
    [Setting("the momentum before the epoch set by `momentumEpoch`", AtLeast = 0, Below = 1, Default = "the value of `momentum`")]
    public double? InitialMomentum { get; init; }

    /// <summary>The epoch at which <see cref="Momentum"/> replaces <see cref="InitialMomentum"/>; 5 (Hinton 2010, section 9.1).</summary>
    [Setting("the epoch at which `momentum` replaces `initialMomentum`", AtLeast = 0)]
    public int MomentumEpoch { get; init; } = 5;

    /// <summary>The weight of the L1 penalty Σ |w|, at least 0.</summary>
    [Setting("the weight of the L1 penalty Σ |w|", AtLeast = 0)]
    public double L1 { get; init; }

    /// <summary>The weight of the L2 penalty ½ Σ w² (weight decay), at least 0; typically 0.0002 (Hinton 2010, section 10).</summary>
    [Setting("the weight of the L2 penalty ½ Σ w² (weight decay)", AtLeast = 0)]
    public double L2 { get; init; }

    /// <summary>The maximum Euclidean norm of a unit's incoming weights, above 0 (Srivastava et al. 2014); null for no limit.</summary>
    [Setting("the maximum norm of a unit's incoming weights", Above = 0, Default = "no limit")]
    public double? MaximumNorm { get; init; }

    /// <summary>The fraction of the training, 0 to below 1, after which parameters are averaged (Polyak &amp; Juditsky 1992); null for no averaging.</summary>
    [Setting("the fraction of training after which parameter averaging starts", AtLeast = 0, Below = 1, Default = "no averaging")]
    public double? AverageFrom { get; init; }

    /// <summary>True if the optimizer uses line searches, which need the value of the loss.</summary>
    public bool SearchesLines => Optimizer is OptimizerKind.Cg or OptimizerKind.Lbfgs;

    /// <summary>Creates an optimizer that uses one gradient per step.</summary>
    /// <exception cref="ConfigurationException">The optimizer uses line searches.</exception>
    internal Optimizer NewOptimizer() => Optimizer switch
    {
        OptimizerKind.Momentum => new MomentumOptimizer(),
        OptimizerKind.Nesterov => new MomentumOptimizer(nesterov: true),
        OptimizerKind.Adam => new AdamOptimizer(),
        OptimizerKind.RmsProp => new RmsPropOptimizer(),
        _ => throw new ConfigurationException("optimizer",
            "cg and lbfgs use line searches, which need the value of a loss; this model has none. Choose momentum, nesterov, adam or rms-prop."),
    };

    /// <summary>Returns the learning rate as a function of time.</summary>
    /// <param name="epochs">The number of epochs.</param>
    /// <exception cref="ConfigurationException">The final rate of an exponential schedule is 0.</exception>
    internal Schedule RateOver(int epochs)
    {
        double first = LearningRate!.Value, last = FinalLearningRate ?? (first / 100);
        if (last == 0 && LearningRateSchedule == LearningRateSchedule.Exponential)
        {
            throw new ConfigurationException("finalLearningRate",
                "It is 0, but an exponential schedule never reaches 0. Choose a linear or cosine schedule, or a final rate above 0.");
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
