using Harmonium.Couplings;
using Harmonium.Numerics;

namespace Harmonium.Learning.Optimizers;

/// <summary>
/// Gradient ascent with momentum, V ← m V + η G, W ← W + V (Hinton 2010, section 9), or with Nesterov's look-ahead,
/// W ← W + m V + η G (Sutskever, Martens, Dahl, Hinton 2013). With momentum 0 it is plain gradient ascent and keeps nothing.
/// </summary>
/// <param name="nesterov">Whether the step looks ahead.</param>
public sealed class MomentumOptimiser(bool nesterov = false) : Optimiser
{
    /// <inheritdoc/>
    public override float Ascend(string name, Coupling coupling, CouplingGradient gradient, in LearningRates rates)
    {
        ArgumentNullException.ThrowIfNull(coupling);
        Tensor? velocity = VelocityOf(name, coupling.Parameters[0].Values, rates);
        return coupling.Ascend(gradient, new AscentStep((float)rates.Rate, (float)rates.Momentum, nesterov, velocity, (float)rates.L2, (float)rates.L1));
    }

    /// <inheritdoc/>
    public override float Ascend(string name, Tensor values, Tensor gradient, in LearningRates rates) => AscendWeights(name, values, gradient, rates with { L2 = 0, L1 = 0 });

    /// <inheritdoc/>
    public override float AscendWeights(string name, Tensor values, in Gradient gradient, in LearningRates rates)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.StepWithMomentum(VelocityOf(name, values, rates), gradient, (float)rates.Rate, (float)rates.Momentum, nesterov, (float)rates.L2, (float)rates.L1);
    }

    private Tensor? VelocityOf(string name, Tensor values, in LearningRates rates) =>
        rates.Momentum == 0 && !State.ContainsKey($"velocity.{name}") ? null : Memory($"velocity.{name}", values);
}
