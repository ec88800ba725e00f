using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Units;

/// <summary>Passes tensors of units to kernels as addresses, and divides the examples among the threads.</summary>
internal static unsafe class UnitKernels
{
    private const int StackNumbers = 1024;

    internal static void Draw(Processor processor, UnitLaw law, MatrixView x, MatrixView bias, MatrixView variance, RandomStream random, MatrixView values,
        MatrixView means)
    {
        UnitDraws task = new()
        {
            X = x.Address,
            XStride = x.RowStride,
            Bias = bias.Address,
            Variance = variance.Address,
            Values = values.Address,
            ValuesStride = values.RowStride,
            Means = means.Address,
            MeansStride = means.RowStride,
            Random = random.Schedule,
        };
        int columns = x.Columns;
        VectorWidth width = processor.Width;
        switch (law)
        {
            case UnitLaw.Normal:
                processor.Workers.Run(x.Rows, (start, end) => task.Run<NormalLaw>(width, start, end, 0, columns), granularity: 4);
                break;
            default:
                processor.Workers.Run(x.Rows, (start, end) => task.Run<UnitIntervalLaw>(width, start, end, 0, columns), granularity: 4);
                break;
        }

        x.KeepAlive();
        bias.KeepAlive();
        variance.KeepAlive();
        values.KeepAlive();
        means.KeepAlive();
    }

    internal static void SampleBlocks(Processor processor, MatrixView x, MatrixView bias, int block, RandomStream random, BitMatrix? bits, MatrixView means)
    {
        float* biases = bias.Address;
        processor.Workers.Run(x.Rows, (start, end) =>
        {
            float* buffer = stackalloc float[StackNumbers];
            float[]? space = block > StackNumbers ? new float[block] : null;
            fixed (float* heap = space)
            {
                for (int row = start; row < end; row++)
                    SampleBlocks(processor.Width, x, biases, block, random, bits, means, row, space is null ? buffer : heap);
            }
        });
        x.KeepAlive();
        bias.KeepAlive();
        means.KeepAlive();
    }

    internal static SparseRows CountDraws(Processor processor, MatrixView x, MatrixView bias, int[] draws, RandomStream random, MatrixView means)
    {
        float* biases = bias.Address;
        int columns = x.Columns, rows = x.Rows;
        int[][] chosen = new int[rows][];
        processor.Workers.Run(rows, (start, end) =>
        {
            float[] exponentials = new float[columns];
            double[] cumulative = new double[columns];
            fixed (float* buffer = exponentials)
            {
                for (int row = start; row < end; row++)
                {
                    float* into = means.Address == null ? buffer : means.Address + (row * (nint)means.RowStride);
                    double sum = BlockExponentials.Of(processor.Width, x.Address + (row * (nint)x.RowStride), biases, into, columns);
                    double passed = 0;
                    for (int i = 0; i < columns; i++)
                        cumulative[i] = passed += into[i];
                    chosen[row] = Choose(cumulative, draws[row], random, row);
                    if (means.Address != null)
                        BlockExponentials.Scale(processor.Width, into, (float)(draws[row] / sum), into, columns);
                }
            }
        });
        x.KeepAlive();
        bias.KeepAlive();
        means.KeepAlive();
        return Collect(chosen);
    }

    private static void SampleBlocks(VectorWidth width, MatrixView x, float* biases, int block, RandomStream random, BitMatrix? bits, MatrixView means,
        int row, float* buffer)
    {
        int columns = x.Columns;
        float* from = x.Address + (row * (nint)x.RowStride);
        float* to = means.Address + (row * (nint)means.RowStride);
        Span<ulong> words = bits is null ? default : bits.Words.AsSpan(row * bits.WordsPerRow, bits.WordsPerRow);
        words.Clear();
        (uint a, uint b, uint c, uint d) = default((uint, uint, uint, uint));
        for (int start = 0, number = 0; start < columns; start += block, number++)
        {
            float* target = to == null ? buffer : to + start;
            double sum = BlockExponentials.Of(width, from + start, biases + start, target, block);
            if (bits is not null)
            {
                // A block of the generator gives two numbers of 53 bits.
                if (number % 2 == 0)
                    (a, b, c, d) = random.Block((uint)(number / 2), (uint)row);
                double left = Uniform(number % 2 == 0 ? a : c, number % 2 == 0 ? b : d) * sum;
                int unit = start + Find(target, block, left);
                words[unit >> 6] |= 1UL << (unit & 63);
            }

            if (to != null)
                BlockExponentials.Scale(width, target, (float)(1 / sum), target, block);
        }
    }

    private static double Uniform(uint upper, uint lower) => (((((ulong)upper << 32) | lower) >> 11) + 0.5) / (1UL << 53);

    private static int Find(float* weights, int count, double left)
    {
        int chosen = 0;
        for (int i = 0; i < count; i++)
        {
            left -= weights[i];
            if (left < 0)
                return i;
            // If rounding leaves a remainder, the last index with a positive weight is chosen.
            if (weights[i] > 0)
                chosen = i;
        }

        return chosen;
    }

    private static int[] Choose(double[] cumulative, int draws, RandomStream random, int row)
    {
        int[] chosen = new int[draws];
        double sum = cumulative[^1];
        (uint a, uint b, uint c, uint d) = default((uint, uint, uint, uint));
        for (int i = 0; i < draws; i++)
        {
            if (i % 2 == 0)
                (a, b, c, d) = random.Block((uint)(i / 2), (uint)row);
            double passed = Uniform(i % 2 == 0 ? a : c, i % 2 == 0 ? b : d) * sum;
            int low = 0, high = cumulative.Length - 1;
            while (low < high)
            {
                int middle = (low + high) >> 1;
                if (cumulative[middle] <= passed)
                    low = middle + 1;
                else
                    high = middle;
            }

            chosen[i] = low;
        }

        Array.Sort(chosen);
        return chosen;
    }

    private static SparseRows Collect(int[][] chosen)
    {
        int[] starts = new int[chosen.Length + 1];
        for (int row = 0; row < chosen.Length; row++)
        {
            int distinct = 0;
            for (int i = 0; i < chosen[row].Length; i++)
                distinct += i == 0 || chosen[row][i] != chosen[row][i - 1] ? 1 : 0;
            starts[row + 1] = starts[row] + distinct;
        }

        int[] columns = GC.AllocateUninitializedArray<int>(starts[^1], pinned: true);
        float[] values = GC.AllocateUninitializedArray<float>(starts[^1], pinned: true);
        int next = -1;
        foreach (int[] row in chosen)
        {
            for (int i = 0; i < row.Length; i++)
            {
                if (i == 0 || row[i] != row[i - 1])
                    (columns[++next], values[next]) = (row[i], 0);
                values[next]++;
            }
        }

        return new SparseRows(starts, columns, values);
    }
}
