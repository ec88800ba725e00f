namespace Harmonium.Numerics.Sparsity;

/// <summary>The nonzero elements of a matrix with their columns, row by row (compressed sparse rows, CSR).</summary>
internal sealed class SparseRows
{
    internal SparseRows(int[] starts, int[] columns, float[] values)
    {
        Starts = starts;
        Columns = columns;
        Values = values;
    }

    /// <summary>The start of each row, followed by the end of the last row.</summary>
    internal int[] Starts { get; }

    // Columns and values are allocated on the pinned heap, so that kernels may keep their addresses.
    internal int[] Columns { get; }

    internal float[] Values { get; }

    /// <summary>The weighted sum of the rows, into[c] = Σ_rows weight · x, in double.</summary>
    internal void AddUp(ReadOnlySpan<float> weights, Span<float> into)
    {
        double[] sums = new double[into.Length];
        for (int row = 0; row + 1 < Starts.Length; row++)
        {
            double weight = weights[row];
            for (int i = Starts[row]; i < Starts[row + 1]; i++)
                sums[Columns[i]] += weight * Values[i];
        }

        for (int column = 0; column < sums.Length; column++)
            into[column] = (float)sums[column];
    }

    /// <summary>The dot product of each row with the vector, in double.</summary>
    internal double[] Dot(ReadOnlySpan<float> vector)
    {
        double[] sums = new double[Starts.Length - 1];
        for (int row = 0; row < sums.Length; row++)
        {
            for (int i = Starts[row]; i < Starts[row + 1]; i++)
                sums[row] += (double)Values[i] * vector[Columns[i]];
        }

        return sums;
    }

    /// <summary>The transpose: for each column, the rows in which it is nonzero.</summary>
    internal SparseRows Transposed(int columnCount)
    {
        int[] starts = new int[columnCount + 1];
        foreach (int column in Columns)
            starts[column + 1]++;
        for (int column = 0; column < columnCount; column++)
            starts[column + 1] += starts[column];
        int[] next = starts.AsSpan(0, columnCount).ToArray();
        int[] rows = GC.AllocateUninitializedArray<int>(Columns.Length, pinned: true);
        float[] values = GC.AllocateUninitializedArray<float>(Values.Length, pinned: true);
        for (int row = 0; row + 1 < Starts.Length; row++)
        {
            for (int i = Starts[row]; i < Starts[row + 1]; i++)
            {
                int place = next[Columns[i]]++;
                rows[place] = row;
                values[place] = Values[i];
            }
        }

        return new SparseRows(starts, rows, values);
    }
}
