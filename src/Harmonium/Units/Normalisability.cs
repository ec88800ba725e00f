using Harmonium.Numerics;

namespace Harmonium.Units;

/// <summary>
/// Whether the sum or integral over all states of two coupled kinds of units exists. Finite and bounded units go with anything; where both sides
/// reach to infinity the energies must outgrow v W h.
/// </summary>
public static class Normalisability
{
    private const int Iterations = 40;

    /// <summary>What is wrong with coupling two kinds whatever the weights, other than 0; null where some weights are right.</summary>
    public static string? TroubleBetween(LayerUnits first, LayerUnits second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        (UnitRange a, UnitRange b) = (first.Range, second.Range);
        return (a, b) is (UnitRange.Real, UnitRange.Counts) or (UnitRange.Counts, UnitRange.Real)
            ? $"{first.Kind} and {second.Kind} units cannot be coupled: the rate of a count grows as exp(w x), faster than any normal density falls, so the " +
                "sum over all states is infinite for every weight but 0. Choose units that are bounded on one side, such as bernoulli"
            : null;
    }

    /// <summary>What is wrong with the weights between two kinds, W [units of a, units of b]; null where the machine can be normalized.</summary>
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
                : $"{first.Kind} and {second.Kind} units have a weight of {largest}: with a positive weight between two units that grow without bound the " +
                    "sum over all states is infinite. Weights must be at most 0, or one side bounded";
        }

        double norm = SpectralNorm(first, second, weights);
        return norm < 1 ? null
            : $"the weights between {first.Kind} and {second.Kind} units, in units of their standard deviations, stretch some direction by {norm:G4}: from 1 " +
                "on the energy falls without bound along it. Lower the learning rate, or add weight decay";
    }

    /// <summary>‖S_a W S_b‖₂ by power iteration; without negative weights where neither side has negative states.</summary>
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
        // Not all alike, so that no direction is missed by symmetry.
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
