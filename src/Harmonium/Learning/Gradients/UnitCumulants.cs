using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>The variance V of units and its derivative V′ with respect to their mean, at a given input.</summary>
internal static class UnitCumulants
{
    // The errors of the differences, h² / 12 relative to the value, and of float32, 1e-7 / h², are both below a thousandth here.
    private const float Step = 0.05f;

    /// <summary>V = ∂m/∂input and V′ = ∂V/∂m = κ₃ / V: in closed form for Bernoulli units, by central differences of the mean otherwise.</summary>
    internal static (Tensor Variance, Tensor Slope) Of(LayerUnits units, Tensor input, Tensor mean)
    {
        Tensor variance = Tensor.ZerosLike(mean), slope = Tensor.ZerosLike(mean);
        if (units is Bernoulli)
        {
            for (int row = 0; row < mean.Rows; row++)
            {
                ReadOnlySpan<float> m = mean.Row(row);
                Span<float> v = variance.Row(row), s = slope.Row(row);
                for (int i = 0; i < m.Length; i++)
                    (v[i], s[i]) = (m[i] * (1 - m[i]), 1 - (2 * m[i]));
            }

            return (variance, slope);
        }

        Tensor above = units.Mean(Shifted(input, Step)), below = units.Mean(Shifted(input, -Step));
        for (int row = 0; row < mean.Rows; row++)
        {
            ReadOnlySpan<float> m = mean.Row(row), up = above.Row(row), down = below.Row(row);
            Span<float> v = variance.Row(row), s = slope.Row(row);
            for (int i = 0; i < m.Length; i++)
            {
                v[i] = Math.Max(0, (up[i] - down[i]) / (2 * Step));
                float third = (up[i] - (2 * m[i]) + down[i]) / (Step * Step);
                s[i] = v[i] > 1e-6f ? third / v[i] : 0;
            }
        }

        return (variance, slope);
    }

    private static Tensor Shifted(Tensor input, float by)
    {
        Tensor shifted = input.Clone();
        for (int row = 0; row < shifted.Rows; row++)
        {
            foreach (ref float x in shifted.Row(row))
                x += by;
        }

        return shifted;
    }
}
