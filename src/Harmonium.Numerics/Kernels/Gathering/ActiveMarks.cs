using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Sparsity;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>Marks the numbers that are not those of units at rest, at one bit each, and counts what could make bits of them.</summary>
internal static unsafe class ActiveMarks
{
    // Rows are shared in stretches, so that a small batch stays with the caller.
    private const int RowGrain = 8;

    /// <summary>Marks them.</summary>
    /// <param name="processor">Whose threads and vectors.</param>
    /// <param name="x">The numbers; what is not a number is not 0.</param>
    /// <param name="rest">What is not marked: 0, of signs −1.</param>
    /// <param name="marks">Receives the marks; all zeros before.</param>
    /// <returns>How many numbers are marked, how many are 1, and how many −1.</returns>
    internal static (int Marked, int Ones, int MinusOnes) Run(Processor processor, MatrixView x, float rest, BitMatrix marks)
    {
        int marked = 0, ones = 0, minusOnes = 0;
        float* numbers = x.Address;
        ulong* words = RowLists.Address(marks.Words);
        (nint stride, int columns, int wordsPerRow) = (x.RowStride, x.Columns, marks.WordsPerRow);
        processor.Team.Run(
            x.Rows,
            (start, end) =>
            {
                for (int row = start; row < end; row++)
                {
                    (int r, int o, int m) = processor.Width switch
                    {
                        VectorWidth.Bits512 => Row<Simd512, Vector512<float>>(numbers + (row * stride), columns, rest, words + (row * (nint)wordsPerRow)),
                        VectorWidth.Bits256 => Row<Simd256, Vector256<float>>(numbers + (row * stride), columns, rest, words + (row * (nint)wordsPerRow)),
                        _ => Row<Simd128, Vector128<float>>(numbers + (row * stride), columns, rest, words + (row * (nint)wordsPerRow)),
                    };
                    Interlocked.Add(ref marked, r);
                    Interlocked.Add(ref ones, o);
                    Interlocked.Add(ref minusOnes, m);
                }
            },
            RowGrain);
        x.KeepAlive();
        GC.KeepAlive(marks);
        return (marked, ones, minusOnes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Marked, int Ones, int MinusOnes) Row<TSimd, TVector>(float* numbers, int columns, float rest, ulong* words)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int marked = 0, ones = 0, minusOnes = 0;
        TVector unmarked = TSimd.Broadcast(rest), one = TSimd.Broadcast(1), minusOne = TSimd.Broadcast(-1);
        for (int column = 0; column < columns; column += TSimd.Width)
        {
            int count = Math.Min(TSimd.Width, columns - column);
            TVector x = Lanes<TSimd, TVector>.Load(numbers + column, count);
            uint marks = ~TSimd.TopBits(TSimd.Equal(x, unmarked)) & (uint)((1UL << count) - 1);
            words[column >> 6] |= (ulong)marks << (column & 63);
            marked += BitOperations.PopCount(marks);
            ones += BitOperations.PopCount(TSimd.TopBits(TSimd.Equal(x, one)));
            minusOnes += BitOperations.PopCount(TSimd.TopBits(TSimd.Equal(x, minusOne)));
        }

        return (marked, ones, minusOnes);
    }
}
