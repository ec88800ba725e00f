using Harmonium.Numerics;

namespace Harmonium.Units;

/// <summary>
/// Checks that the sum or integral over all states of two coupled kinds of units is finite. Bounded units can be coupled with any kind. If neither
/// kind is bounded, the energies must grow faster than v W h.
/// </summary>
internal static class Normalizability
{
    private const int Iterations = 40;

    /// <summary>Describes why two kinds of units cannot be coupled with any weight other than 0; null if some weights are possible.</summary>
    public static string? TroubleBetween(LayerUnits first, LayerUnits second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        (UnitRange a, UnitRange b) = (first.Range, second.Range);
        return (a, b) is (UnitRange.Real, UnitRange.Counts) or (UnitRange.Counts, UnitRange.Real)
            ? $"{first.Kind} and {second.Kind} units cannot be coupled: the rate of a count grows as exp(w x), faster than any normal density falls, so the " +
                "sum over all states is infinite for every weight but 0. Use bounded units on one side, such as bernoulli"
            : null;
    }

    /// <summary>Describes why a machine with the weights W [units of a, units of b] between two kinds cannot be normalized; null if it can.</summary>
    public static string? TroubleOf(LayerUnits first, LayerUnits second, Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(weights);
        if (first.Range == UnitRange.Bounded || second.Range == UnitRange.Bounded)
            return null;
        if (first.Range == UnitRange.Counts || second.Range == UnitRange.Counts)
        {
            float largest = Largest(weights);
            if (TroubleBetween(first, second) is { } always)
                return weights.LargestMagnitude() == 0 ? null : always;
            return largest <= 0 ? null
                : $"{first.Kind} and {second.Kind} units have a weight of {largest}: with a positive weight between two unbounded units, the " +
                    "sum over all states is infinite. Keep all weights at or below 0, or use bounded units on one side";
        }

        double norm = SpectralNorm(first, second, weights);
        return norm < 1 ? null
            : $"the weights between {first.Kind} and {second.Kind} units have a spectral norm of {norm:G4} when scaled by the standard deviations; from 1 " +
                "on, the energy has no lower bound. Lower the learning rate, or add weight decay";
    }

    /// <summary>‖S_a W S_b‖₂ by power iteration. Negative weights count as 0 if neither side has negative states.</summary>
    private static double SpectralNorm(LayerUnits first, LayerUnits second, Tensor weights)
    {
        bool positive = first.Range == UnitRange.Positive && second.Range == UnitRange.Positive;
        Tensor scaled = weights.Clone();
        float[] a = Deviations(first), b = Deviations(second);
        for (int i = 0; i < scaled.Rows; i++)
        {
            Span<float> row = scaled.Row(i);
            for (int j = 0; j < row.Length; j++)
                row[j] = positive && row[j] < 0 ? 0 : row[j] * a[i] * b[j];
        }

        Tensor x = Tensor.Filled(1, 1, scaled.Columns).To(weights.Device);
        // Unequal entries, so that symmetry cannot hide a direction.
        for (int j = 0; j < x.Columns; j++)
            x[0, j] = 1 + (0.1f * (j % 7));
        double norm = 0;
        for (int i = 0; i < Iterations; i++)
        {
            x.Scale((float)(1 / Math.Sqrt(Math.Max(x.SumOfSquares(), 1e-30))));
            x = x.Multiply(scaled, transposeRight: true).Multiply(scaled);
            norm = Math.Sqrt(Math.Sqrt(x.SumOfSquares()));
        }

        return norm;
    }

    private static float[] Deviations(LayerUnits units)
    {
        if (units is Gaussian gaussian)
            return [.. gaussian.Variances().Select(MathF.Sqrt)];
        float[] ones = new float[units.Count];
        ones.AsSpan().Fill(1);
        return ones;
    }

    private static float Largest(Tensor weights)
    {
        float largest = float.NegativeInfinity;
        for (int i = 0; i < weights.Rows; i++)
        {
            foreach (float w in weights.Row(i))
                largest = MathF.Max(largest, w);
        }

        return largest;
    }
}
