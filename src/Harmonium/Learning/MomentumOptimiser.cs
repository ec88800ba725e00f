using Harmonium.Numerics;

namespace Harmonium;

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
    public override float Ascend(string name, Tensor values, Tensor gradient, in LearningRates rates)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(gradient);
        gradient.Scale((float)rates.Rate);
        if (VelocityOf(name, values, rates) is not { } velocity)
            return values.AddScaled(gradient).LargestMagnitude();
        velocity.Scale((float)rates.Momentum).AddScaled(gradient);
        return (nesterov ? values.AddScaled(velocity, (float)rates.Momentum).AddScaled(gradient) : values.AddScaled(velocity)).LargestMagnitude();
    }

    private Tensor? VelocityOf(string name, Tensor values, in LearningRates rates) =>
        rates.Momentum == 0 && !State.ContainsKey($"velocity.{name}") ? null : Memory($"velocity.{name}", values);
}
