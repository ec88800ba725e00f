using Harmonium.Numerics;

namespace Harmonium.Data.Preprocessing;

/// <summary>
/// Normalizes the contrast of every image: y = (x − m) / √(v + c) with the mean m and variance v of its own pixels (Coates, Ng, Lee 2011, section 3.1).
/// The contrast of patches of photographs differs by a factor of a hundred. Without normalization, a model first fits the few patches of highest contrast.
/// </summary>
internal static class ContrastNormalization
{
    /// <summary>The constant 10 of Coates et al. for pixels from 0 to 255, converted to pixels from 0 to 1.</summary>
    public const double UsualFloor = 10.0 / (255 * 255);

    /// <summary>Returns the data set with normalized examples.</summary>
    /// <param name="data">Real-valued examples.</param>
    /// <param name="floor">c, above 0. Examples of smaller variance keep a lower contrast.</param>
    /// <exception cref="ArgumentOutOfRangeException">The floor is not a finite number above 0.</exception>
    public static Dataset Apply(Dataset data, double floor = UsualFloor)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(floor > 0 && double.IsFinite(floor)))
            throw new ArgumentOutOfRangeException(nameof(floor), floor, "The variance floor must be a finite number above 0.");
        Tensor values = data.Examples.Rows([.. Enumerable.Range(0, data.Count)]);
        for (int row = 0; row < values.Rows; row++)
        {
            Span<float> pixels = values.Row(row);
            double mean = 0, variance = 0;
            foreach (float x in pixels)
                mean += x;
            mean /= pixels.Length;
            foreach (float x in pixels)
                variance += (x - mean) * (x - mean);
            double scale = 1 / Math.Sqrt((variance / pixels.Length) + floor);
            foreach (ref float x in pixels)
                x = (float)((x - mean) * scale);
        }

        return data.With(new FloatExamples(values), data.Shape);
    }
}
