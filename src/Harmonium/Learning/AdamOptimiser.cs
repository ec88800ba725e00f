using Harmonium.Numerics;

namespace Harmonium;

/// <summary>
/// Adam (Kingma &amp; Ba 2015, algorithm 1), ascending: m ← β₁ m + (1 − β₁) G, v ← β₂ v + (1 − β₂) G²,
/// W ← W + η m̂ / (√v̂ + ε). L2 and L1 are taken off the weights directly (AdamW; Loshchilov &amp; Hutter 2019).
/// </summary>
public sealed class AdamOptimiser : Optimiser
{
    /// <summary>β₁, how much of the mean gradient is kept.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, how much of the mean squared gradient is kept.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, added to the denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override float Ascend(string name, Coupling coupling, CouplingGradient gradient, in LearningRates rates)
    {
        ArgumentNullException.ThrowIfNull(coupling);
        IReadOnlyList<Tensor> gradients = coupling.Evaluate(gradient);
        float largest = 0;
        for (int i = 0; i < gradients.Count; i++)
        {
            Tensor weights = coupling.Parameters[i].Values;
            Decay(weights, rates);
            largest = MathF.Max(largest, Ascend($"{name}.{i}", weights, gradients[i], rates));
        }

        coupling.Changed();
        return largest;
    }

    /// <inheritdoc/>
    public override float Ascend(string name, Tensor values, Tensor gradient, in LearningRates rates)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(gradient);
        Tensor means = Memory($"adam.mean.{name}", values), squares = Memory($"adam.square.{name}", values);
        float scale1 = (float)(rates.Rate / (1 - Math.Pow(Beta1, rates.Step + 1))), scale2 = (float)(1 / (1 - Math.Pow(Beta2, rates.Step + 1)));
        float beta1 = (float)Beta1, beta2 = (float)Beta2, epsilon = (float)Epsilon;
        for (int row = 0; row < values.Rows; row++)
        {
            Span<float> w = values.Row(row), m = means.Row(row), v = squares.Row(row);
            ReadOnlySpan<float> g = gradient.Row(row);
            for (int i = 0; i < w.Length; i++)
            {
                m[i] = (beta1 * m[i]) + ((1 - beta1) * g[i]);
                v[i] = (beta2 * v[i]) + ((1 - beta2) * g[i] * g[i]);
                w[i] += scale1 * m[i] / (MathF.Sqrt(scale2 * v[i]) + epsilon);
            }
        }

        return values.LargestMagnitude();
    }

    private static void Decay(Tensor weights, in LearningRates rates)
    {
        if (rates.L2 != 0)
            weights.Scale((float)(1 - (rates.Rate * rates.L2)));
        if (rates.L1 == 0)
            return;
        float shrink = (float)(rates.Rate * rates.L1);
        for (int row = 0; row < weights.Rows; row++)
        {
            foreach (ref float w in weights.Row(row))
                w = MathF.CopySign(MathF.Max(0, MathF.Abs(w) - shrink), w);
        }
    }
}
