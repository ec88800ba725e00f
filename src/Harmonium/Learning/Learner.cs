using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning;

/// <summary>What a training drives: something that learns from one batch a step and whose whole state can be kept and taken back.</summary>
public abstract class Learner
{
    private protected Learner()
    {
    }

    /// <summary>How many steps visit every example once.</summary>
    public abstract int StepsPerEpoch { get; }

    /// <summary>The parameters that a model file keeps, by name.</summary>
    public abstract IEnumerable<Parameter> Parameters { get; }

    /// <summary>Every tensor that the next step depends on, by name: parameters, velocities, chains, offsets, averages.</summary>
    public abstract IReadOnlyDictionary<string, Tensor> State { get; }

    /// <summary>Takes back what <see cref="State"/> gave, so that the next step is the one that would have followed.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or of another shape.</exception>
    public abstract void Restore(IReadOnlyDictionary<string, Tensor> state);

    /// <summary>Learns from the batch of a step.</summary>
    public abstract StepReport Step(TrainingTime time);

    /// <summary>Puts the result in place of the parameters of the last step: averaged ones, or those adopted.</summary>
    public abstract void Finish();

    /// <summary>Chooses the parameters, by name, that <see cref="Finish"/> puts in place.</summary>
    public abstract void Adopt(IReadOnlyDictionary<string, Tensor> parameters);
}
