using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Sparsity;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>Builds a bit mask of the elements that differ from the resting state, and counts the ones and minus ones.</summary>
internal static unsafe class ActiveMask
{
    // Rows are shared in groups, so that a small batch stays on the calling thread.
    private const int RowGrain = 8;

    /// <summary>Builds the mask.</summary>
    /// <param name="processor">The thread pool and the vector width.</param>
    /// <param name="x">The elements; NaN counts as active.</param>
    /// <param name="rest">The resting value: 0, or −1 for signs.</param>
    /// <param name="mask">Receives the mask; all zeros before the call.</param>
    /// <returns>The number of active elements, of ones and of minus ones.</returns>
    internal static (int Active, int Ones, int MinusOnes) Run(Processor processor, MatrixView x, float rest, BitMatrix mask)
    {
        int active = 0, ones = 0, minusOnes = 0;
        float* numbers = x.Address;
        ulong* words = RowLists.Address(mask.Words);
        (nint stride, int columns, int wordsPerRow) = (x.RowStride, x.Columns, mask.WordsPerRow);
        processor.Workers.Run(
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
                    Interlocked.Add(ref active, r);
                    Interlocked.Add(ref ones, o);
                    Interlocked.Add(ref minusOnes, m);
                }
            },
            RowGrain);
        x.KeepAlive();
        GC.KeepAlive(mask);
        return (active, ones, minusOnes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Active, int Ones, int MinusOnes) Row<TSimd, TVector>(float* numbers, int columns, float rest, ulong* words)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int active = 0, ones = 0, minusOnes = 0;
        TVector resting = TSimd.Broadcast(rest), one = TSimd.Broadcast(1), minusOne = TSimd.Broadcast(-1);
        for (int column = 0; column < columns; column += TSimd.Width)
        {
            int count = Math.Min(TSimd.Width, columns - column);
            TVector x = Lanes<TSimd, TVector>.Load(numbers + column, count);
            uint mask = ~TSimd.TopBits(TSimd.Equal(x, resting)) & (uint)((1UL << count) - 1);
            words[column >> 6] |= (ulong)mask << (column & 63);
            active += BitOperations.PopCount(mask);
            ones += BitOperations.PopCount(TSimd.TopBits(TSimd.Equal(x, one)));
            minusOnes += BitOperations.PopCount(TSimd.TopBits(TSimd.Equal(x, minusOne)));
        }

        return (active, ones, minusOnes);
    }
}
