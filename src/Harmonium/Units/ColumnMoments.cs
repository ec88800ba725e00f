using Harmonium.Numerics;

namespace Harmonium.Units;

/// <summary>
/// The mean and the spread of each column of data, from which units start their training and independent units are fitted.
/// </summary>
/// <param name="Mean">The mean of each column, [columns].</param>
/// <param name="Variance">The variance of each column, at least <paramref name="LeastVariance"/>, [columns].</param>
/// <param name="LeastVariance">
/// The smallest variance that Gaussian units may have, [columns]: e⁻⁶ times the fourth central moment over the second, m₄ / m₂. For a normal column this is
/// e⁻⁶ · 3 σ², a standard deviation of 0.086 σ. For a column that is rarely different from a constant, it is (d / 20)², where d is the typical difference,
/// so that one rare value cannot cost thousands of nats. The pixels of images share a unit of measurement and therefore a limit, Σ m₄ / Σ m₂. Constant
/// columns of a table have the same common limit.
/// </param>
/// <param name="Count">The number of examples.</param>
internal sealed record ColumnMoments(Tensor Mean, Tensor Variance, Tensor LeastVariance, int Count)
{
    /// <summary>Computes the moments of data in blocks, [rows, columns] each, summed in double.</summary>
    /// <param name="blocks">The data; at least one row.</param>
    /// <param name="shareUnit">True if all columns have the same unit of measurement, such as pixels.</param>
    public static ColumnMoments Of(IEnumerable<Tensor> blocks, bool shareUnit)
    {
        double[] pivot = [], sums = [], squares = [], cubes = [], fourths = [];
        double[] means = [];
        int count = 0;
        foreach (Tensor block in blocks)
        {
            int columns = block.Columns;
            // Differences from the first example: powers of large numbers would lose the small differences between them.
            if (count == 0)
                (pivot, means, sums, squares, cubes, fourths) = ([.. block.Row(0).ToArray().Select(x => (double)x)],
                    new double[columns], new double[columns], new double[columns], new double[columns], new double[columns]);
            count += block.Rows;
            for (int row = 0; row < block.Rows; row++)
            {
                ReadOnlySpan<float> values = block.Row(row);
                for (int i = 0; i < values.Length; i++)
                {
                    double d = values[i] - pivot[i], square = d * d;
                    means[i] += values[i];
                    sums[i] += d;
                    squares[i] += square;
                    cubes[i] += square * d;
                    fourths[i] += square * square;
                }
            }
        }

        double[] second = new double[means.Length], fourth = new double[means.Length];
        for (int i = 0; i < means.Length; i++)
        {
            double m = sums[i] / count, s = squares[i] / count;
            second[i] = Math.Max(0, s - (m * m));
            fourth[i] = Math.Max(second[i] * second[i], (fourths[i] / count) - (4 * m * cubes[i] / count) + (6 * m * m * s) - (3 * m * m * m * m));
        }

        return From([.. means.Select(sum => sum / count)], second, fourth, count, shareUnit);
    }

    private static ColumnMoments From(double[] mean, double[] second, double[] fourth, int count, bool shareUnit)
    {
        double share = Math.Exp(Gaussian.LeastLogVariance), all = second.Sum();
        double common = share * (all > 0 ? fourth.Sum() / all : 1);
        double[] least = [.. second.Zip(fourth, (two, four) => shareUnit || two == 0 ? common : share * four / two)];
        return new ColumnMoments(Vector(mean), Vector([.. second.Zip(least, Math.Max)]), Vector(least), count);
    }

    private static Tensor Vector(double[] values) => Tensor.From([.. values.Select(x => (float)x)], values.Length);
}
