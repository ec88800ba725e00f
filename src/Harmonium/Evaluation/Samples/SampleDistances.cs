using Harmonium.Numerics;

namespace Harmonium.Evaluation.Samples;

/// <summary>Squared Euclidean distances between the rows of two sets of examples, in blocks.</summary>
internal static class SampleDistances
{
    private const int Block = 500;

    /// <summary>Calls back with |a_i − b_j|² for all j, one row i after another.</summary>
    internal static void ForEachRow(Tensor a, Tensor b, Action<int, double[]> row)
    {
        double[] normsOfB = Norms(b), normsOfA = Norms(a);
        double[] distances = new double[b.Rows];
        for (int start = 0; start < a.Rows; start += Block)
        {
            int count = Math.Min(Block, a.Rows - start);
            Tensor products = a.RowRange(start, count).Contiguous().Multiply(b, transposeRight: true);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> p = products.Row(i);
                for (int j = 0; j < distances.Length; j++)
                    distances[j] = Math.Max(0, normsOfA[start + i] + normsOfB[j] - (2.0 * p[j]));
                row(start + i, distances);
            }
        }
    }

    /// <exception cref="ArgumentException">The sets have different numbers of columns, or one has fewer than two examples.</exception>
    internal static void Require(Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Rank != 2 || b.Rank != 2 || a.Columns != b.Columns || a.Rows < 2 || b.Rows < 2)
            throw new ArgumentException($"Two sets of at least 2 examples with the same number of columns are needed; these are {Tensor.Describe(a.Shape)} " +
                $"and {Tensor.Describe(b.Shape)}.");
    }

    private static double[] Norms(Tensor x)
    {
        double[] norms = new double[x.Rows];
        for (int row = 0; row < norms.Length; row++)
        {
            double sum = 0;
            foreach (float value in x.Row(row))
                sum += (double)value * value;
            norms[row] = sum;
        }

        return norms;
    }
}
