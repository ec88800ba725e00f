using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Sparsity;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>Converts bits to numbers: 1 for a set bit, and another number for a cleared one.</summary>
internal static unsafe class BitExpansion
{
    internal static void Run(Processor processor, BitMatrix bits, float low, MatrixView into)
    {
        float* target = into.Address;
        ulong* words = RowLists.Address(bits.Words);
        (int wordsPerRow, int columns, nint stride) = (bits.WordsPerRow, bits.Columns, into.RowStride);
        processor.Workers.Run(bits.Rows, (start, end) =>
        {
            for (int row = start; row < end; row++)
                Row(processor.Width, words + ((nint)row * wordsPerRow), columns, low, target + (row * stride));
        });
        GC.KeepAlive(bits);
        into.KeepAlive();
    }

    private static void Row(VectorWidth width, ulong* words, int columns, float low, float* target)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                Row<Simd512, Vector512<float>>(words, columns, low, target);
                break;
            case VectorWidth.Bits256:
                Row<Simd256, Vector256<float>>(words, columns, low, target);
                break;
            default:
                Row<Simd128, Vector128<float>>(words, columns, low, target);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<TSimd, TVector>(ulong* words, int columns, float low, float* target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int* places = stackalloc int[16];
        for (int lane = 0; lane < 16; lane++)
            places[lane] = 1 << lane;
        TVector place = TSimd.Load((float*)places), one = TSimd.Broadcast(1), other = TSimd.Broadcast(low);
        for (int c = 0; c < columns; c += TSimd.Width)
        {
            // A chunk of nonzero bits is a positive denormal number, so it compares unequal to 0.
            int chunk = (int)(words[c >> 6] >> (c & 63)) & ((1 << TSimd.Width) - 1);
            TVector off = TSimd.Equal(TSimd.And(TSimd.BroadcastInt32(chunk), place), TSimd.Zero);
            TVector values = TSimd.Select(off, other, one);
            if (c + TSimd.Width <= columns)
                TSimd.Store(target + c, values);
            else
                TSimd.StoreFirst(target + c, values, columns - c);
        }
    }
}
