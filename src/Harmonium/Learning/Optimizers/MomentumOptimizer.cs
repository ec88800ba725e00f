using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.Optimizers;

/// <summary>
/// Gradient ascent with momentum, V ← m V + η G, W ← W + V (Hinton 2010, section 9), or with Nesterov momentum,
/// W ← W + m V + η G (Sutskever, Martens, Dahl, Hinton 2013). With momentum 0 it is plain gradient ascent and stores nothing. Velocities are named
/// <c>velocity.couplings.i</c>, or <c>velocity.couplings.i.parameter</c> if a coupling has several tensors.
/// </summary>
/// <param name="nesterov">True for Nesterov momentum.</param>
public sealed class MomentumOptimizer(bool nesterov = false) : Optimizer
{
    /// <inheritdoc/>
    internal override float Ascend(string name, Coupling coupling, CouplingGradient gradient, in LearningRates rates)
    {
        ArgumentNullException.ThrowIfNull(coupling);
        Tensor[]? velocities = VelocitiesOf(name, coupling, rates);
        return coupling.Ascend(gradient, new AscentStep((float)rates.Rate, (float)rates.Momentum, nesterov, velocities, (float)rates.L2, (float)rates.L1));
    }

    /// <inheritdoc/>
    internal override float Ascend(string name, Tensor values, Tensor gradient, in LearningRates rates) =>
        AscendWeights(name, values, gradient, rates with { L2 = 0, L1 = 0 });

    /// <inheritdoc/>
    internal override float AscendWeights(string name, Tensor values, in Gradient gradient, in LearningRates rates)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.StepWithMomentum(VelocityOf(name, values, rates), gradient, (float)rates.Rate, (float)rates.Momentum, nesterov, (float)rates.L2,
            (float)rates.L1);
    }

    /// <summary>Returns the velocities of all tensors of a coupling; null if there are none yet.</summary>
    private Tensor[]? VelocitiesOf(string name, Coupling coupling, in LearningRates rates)
    {
        IReadOnlyList<Parameter> parameters = coupling.Parameters;
        bool isOne = parameters.Count == 1;
        if (rates.Momentum == 0 && !State.ContainsKey($"velocity.{(isOne ? name : $"{name}.{parameters[0].Name}")}"))
            return null;
        Tensor[] velocities = new Tensor[parameters.Count];
        for (int i = 0; i < velocities.Length; i++)
            velocities[i] = Memory($"velocity.{(isOne ? name : $"{name}.{parameters[i].Name}")}", parameters[i].Values);
        return velocities;
    }

    private Tensor? VelocityOf(string name, Tensor values, in LearningRates rates) =>
        rates.Momentum == 0 && !State.ContainsKey($"velocity.{name}") ? null : Memory($"velocity.{name}", values);
}
