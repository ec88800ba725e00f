using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>The inner loops of <see cref="OuterProductKernel"/>: they update ranges of some rows of the matrix by their gradient.</summary>
internal static unsafe class AscentRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Sums the contributions of the listed examples to a range of some rows, as <see cref="TileGather"/> does, and updates the rows while the sums are in
    /// registers.
    /// It works on two vectors at a time, so the sums are never stored.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FromLists<TRule>(
        in OuterProductPass pass, in TRule rule, uint* offsets, int* starts, int firstRow, int endRow, int column, int count, byte* tile, ref TVector largest)
        where TRule : struct, IAscentRule<TSimd, TVector>
    {
        int width = TSimd.Width;
        bool mayStay = pass.MayStay;
        TVector most = largest;
        for (int row = firstRow; row < endRow; row++, starts++)
        {
            uint* first = offsets + starts[0];
            uint* last = offsets + starts[1];
            float* matrix = pass.Matrix + (row * pass.Stride) + column;
            if (mayStay && first == last)
            {
                most = Largest(matrix, count, most);
                continue;
            }

            byte* strip = tile;
            for (int c = 0; c < count; c += 2 * width, strip += 2 * width * sizeof(float))
            {
                TileGather.SumOf<TSimd, TVector>(first, last, strip, out TVector left, out TVector right);
                TVector w = rule.Changed(TSimd.Load(matrix + c), left, row, column + c);
                TSimd.Store(matrix + c, w);
                most = TSimd.MaxInt32(most, TSimd.Abs(w));
                if (c + width >= count)
                    break;
                w = rule.Changed(TSimd.Load(matrix + c + width), right, row, column + c + width);
                TSimd.Store(matrix + c + width, w);
                most = TSimd.MaxInt32(most, TSimd.Abs(w));
            }
        }

        largest = most;
    }

    /// <summary>Updates a range of some rows. <paramref name="largest"/> accumulates magnitudes, compared as integers so that NaN is the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FromSums<TRule>(
        in OuterProductPass pass, in TRule rule, int* starts, int firstRow, int endRow, int column, int count, float* gradients, nint stride,
            ref TVector largest)
        where TRule : struct, IAscentRule<TSimd, TVector>
    {
        bool mayStay = pass.MayStay;
        TVector most = largest;
        for (int row = firstRow; row < endRow; row++, starts++, gradients += stride)
        {
            float* matrix = pass.Matrix + (row * pass.Stride) + column;
            if (mayStay && starts[0] == starts[1])
            {
                most = Largest(matrix, count, most);
                continue;
            }

            for (int c = 0; c < count; c += TSimd.Width)
            {
                TVector w = rule.Changed(TSimd.Load(matrix + c), TSimd.Load(gradients + c), row, column + c);
                TSimd.Store(matrix + c, w);
                most = TSimd.MaxInt32(most, TSimd.Abs(w));
            }
        }

        largest = most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Largest(float* row, int count, TVector most)
    {
        for (int c = 0; c < count; c += TSimd.Width)
            most = TSimd.MaxInt32(most, TSimd.Abs(TSimd.Load(row + c)));
        return most;
    }
}
