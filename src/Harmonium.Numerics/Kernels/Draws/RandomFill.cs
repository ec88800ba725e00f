using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>
/// Matrices of random numbers. Element (row, column) is computed from word row mod 4 of block (column, row / 4), so one evaluation of the generator gives
/// four rows of a vector of adjacent columns.
/// </summary>
internal static unsafe class RandomFill
{
    private const int BlockRows = 4;
    private const int ColumnGrain = 16;

    /// <summary>Fills a row-major matrix. The rows or columns are divided among the threads of the pool.</summary>
    public static void Run<TTransform>(WorkerPool? pool, VectorWidth width, PhiloxSchedule random, TTransform transform, Span<float> into, int rows,
        int columns)
        where TTransform : struct, IRandomTransform
    {
        if (into.IsEmpty)
            return;
        fixed (float* pointer = into)
        {
            nint address = (nint)pointer;
            if (pool is null)
                Run(width, random, transform, (float*)address, columns, 0, rows, 0, columns);
            else if (rows >= BlockRows * pool.Threads)
                pool.Run(rows, (start, end) => Run(width, random, transform, (float*)address, columns, start, end, 0, columns), BlockRows);
            else
                pool.Run(columns, (start, end) => Run(width, random, transform, (float*)address, columns, 0, rows, start, end), ColumnGrain);
        }
    }

    /// <summary>The value of one element.</summary>
    public static float One<TTransform>(in PhiloxSchedule random, TTransform transform, uint row, uint column)
        where TTransform : struct, IRandomTransform
    {
        (uint w0, uint w1, uint w2, uint w3) = random.Block(column, row / BlockRows);
        Vector128<float> a = Words128.Broadcast(w0), b = Words128.Broadcast(w1), c = Words128.Broadcast(w2), d = Words128.Broadcast(w3);
        transform.Apply<Simd128, Vector128<float>>(ref a, ref b, ref c, ref d);
        return ((row % BlockRows) switch { 0 => a, 1 => b, 2 => c, _ => d }).ToScalar();
    }

    /// <summary>Fills rows and columns [first, end) at one vector width.</summary>
    internal static void Run<TTransform>(VectorWidth width, in PhiloxSchedule random, TTransform transform, float* into, nint stride, int firstRow,
        int endRow, int firstColumn, int endColumn)
        where TTransform : struct, IRandomTransform
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                Run<TTransform, Simd512, Words512, Vector512<float>>(random, transform, into, stride, firstRow, endRow, firstColumn, endColumn);
                break;
            case VectorWidth.Bits256:
                Run<TTransform, Simd256, Words256, Vector256<float>>(random, transform, into, stride, firstRow, endRow, firstColumn, endColumn);
                break;
            default:
                Run<TTransform, Simd128, Words128, Vector128<float>>(random, transform, into, stride, firstRow, endRow, firstColumn, endColumn);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TTransform, TSimd, TWords, TVector>(in PhiloxSchedule random, TTransform transform, float* into, nint stride, int firstRow,
        int endRow, int firstColumn, int endColumn)
        where TTransform : struct, IRandomTransform
        where TSimd : struct, ISimd<TVector>
        where TWords : struct, IWords<TVector>
        where TVector : unmanaged
    {
        for (int column = firstColumn; column < endColumn; column += TSimd.Width)
        {
            int columns = Math.Min(TSimd.Width, endColumn - column);
            var generator = new PhiloxColumns<TSimd, TWords, TVector>(random, (uint)column);
            for (int row = firstRow; row < endRow; row = ((row / BlockRows) + 1) * BlockRows)
            {
                int within = row % BlockRows;
                generator.Blocks(random, (uint)row / BlockRows, out TVector a, out TVector b, out TVector c, out TVector d);
                transform.Apply<TSimd, TVector>(ref a, ref b, ref c, ref d);

                float* first = into + ((row - within) * stride) + column;
                int last = Math.Min(BlockRows, endRow - row + within) - 1;
                if (within == 0)
                    TSimd.StoreFirst(first, a, columns);
                if (within <= 1 && last >= 1)
                    TSimd.StoreFirst(first + stride, b, columns);
                if (within <= 2 && last >= 2)
                    TSimd.StoreFirst(first + (2 * stride), c, columns);
                if (last >= 3)
                    TSimd.StoreFirst(first + (3 * stride), d, columns);
            }
        }
    }
}
