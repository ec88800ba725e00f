using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;

namespace Harmonium.Learning.Optimizers;

/// <summary>
/// Adam (Kingma &amp; Ba 2015, algorithm 1) for gradient ascent: m ← β₁ m + (1 − β₁) G, v ← β₂ v + (1 − β₂) G²,
/// W ← W + η m̂ / (√v̂ + ε). L2 and L1 decay is applied directly to the weights (AdamW; Loshchilov &amp; Hutter 2019).
/// </summary>
public sealed class AdamOptimizer : Optimizer
{
    /// <summary>β₁, the decay rate of the mean gradient.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, the decay rate of the mean squared gradient.</summary>
    public double Beta2 { get; init; } = 0.999;

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
        return values.StepAdaptively(
            Memory($"adam.mean.{name}", values),
            Memory($"adam.square.{name}", values),
            gradient,
            new AdaptiveRates(
                (float)(rates.Rate / (1 - Math.Pow(Beta1, rates.Step + 1))),
                (float)(1 / (1 - Math.Pow(Beta2, rates.Step + 1))),
                (float)Beta1,
                (float)Beta2,
                (float)Epsilon,
                (float)(1 - (rates.Rate * rates.L2)),
                (float)(rates.Rate * rates.L1)));
    }
}
