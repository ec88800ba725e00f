using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Evaluation.Diagnostics;

/// <summary>Numbers with known correlation.</summary>
internal static class Series
{
    /// <summary>
    /// x_t = ρ x_{t−1} + √(1 − ρ²) ε, started from its stationary distribution: unit variance, autocorrelation ρ^t, τ = (1 + ρ) / (1 − ρ).
    /// </summary>
    internal static double[] Autoregressive(double rho, int length, ulong seed)
    {
        Tensor noise = Tensor.Zeros(1, length);
        RandomStream.For(seed, Purpose.General).FillNormal(noise);
        double[] series = new double[length];
        series[0] = noise[0, 0];
        for (int t = 1; t < length; t++)
            series[t] = (rho * series[t - 1]) + (Math.Sqrt(1 - (rho * rho)) * noise[0, t]);
        return series;
    }
}
