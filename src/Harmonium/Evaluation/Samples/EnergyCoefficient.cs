using Harmonium.Numerics;

namespace Harmonium.Evaluation.Samples;

/// <summary>
/// The energy coefficient of inhomogeneity of two samples (Székely &amp; Rizzo 2013): H = (2 M|x − y| − M|x − x′| − M|y − y′|) / 2 M|x − y|, with
/// Euclidean distances and means over different pairs. In expectation it is 0 for equal distributions and 1 for two different points. It is 0 only
/// for equal distributions, so it detects what a nearest neighbor does not: modes of the wrong weight.
/// </summary>
internal static class EnergyCoefficient
{
    /// <summary>Computes the coefficient. For few samples it may be slightly below 0.</summary>
    /// <param name="first">The first sample, [count, units].</param>
    /// <param name="second">The second sample, [count, units].</param>
    /// <exception cref="ArgumentException">The samples have different numbers of columns, or fewer than two examples.</exception>
    public static double Of(Tensor first, Tensor second)
    {
        SampleDistances.Require(first, second);
        double across = Sum(first, second, false) / ((double)first.Rows * second.Rows);
        if (across == 0)
            return 0;
        double inFirst = Sum(first, first, true) / ((double)first.Rows * (first.Rows - 1)),
            inSecond = Sum(second, second, true) / ((double)second.Rows * (second.Rows - 1));
        return ((2 * across) - inFirst - inSecond) / (2 * across);
    }

    private static double Sum(Tensor a, Tensor b, bool same)
    {
        double sum = 0;
        SampleDistances.ForEachRow(a, b, (i, distances) =>
        {
            for (int j = 0; j < distances.Length; j++)
                sum += same && i == j ? 0 : Math.Sqrt(distances[j]);
        });
        return sum;
    }
}
