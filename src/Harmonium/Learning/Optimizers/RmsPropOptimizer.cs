using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;

namespace Harmonium.Learning.Optimizers;

/// <summary>
/// RMSProp (Tieleman &amp; Hinton 2012, Coursera lecture 6e) for gradient ascent: S ← β S + (1 − β) G², W ← W + η G / (√Ŝ + ε) with Ŝ = S / (1 − βᵗ).
/// L2 and L1 decay is applied directly to the weights.
/// </summary>
public sealed class RmsPropOptimizer : Optimizer
{
    /// <summary>β, the decay rate of the mean squared gradient; 0.9 in the lecture.</summary>
    public double Decay { get; init; } = 0.9;

    /// <summary>ε, a constant added to the denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    internal override float Ascend(string name, Coupling coupling, CouplingGradient gradient, in LearningRates rates) =>
        AscendTensors(name, coupling, gradient, rates);

    /// <inheritdoc/>
    internal override float Ascend(string name, Tensor values, Tensor gradient, in LearningRates rates) =>
        AscendWeights(name, values, gradient, rates with { L2 = 0, L1 = 0 });

    /// <inheritdoc/>
    internal override float AscendWeights(string name, Tensor values, in Gradient gradient, in LearningRates rates)
    {
        ArgumentNullException.ThrowIfNull(values);
        // The mean square starts at 0. The bias correction keeps the first steps from being too large.
        return values.StepAdaptively(
            null,
            Memory($"rmsprop.square.{name}", values),
            gradient,
            new AdaptiveRates(
                (float)rates.Rate, (float)(1 / (1 - Math.Pow(Decay, rates.Step + 1))), 0, (float)Decay, (float)Epsilon,
                    (float)(1 - (rates.Rate * rates.L2)), (float)(rates.Rate * rates.L1)));
    }
}
