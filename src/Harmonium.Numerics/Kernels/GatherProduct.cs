using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Parallelism;

namespace Harmonium.Numerics.Kernels;

/// <summary>States times a matrix by adding only the matrix rows of active units.</summary>
internal static unsafe class GatherProduct
{
    /// <summary>into[s, c] = Σ_j x[s, j] · matrix[j, c].</summary>
    internal static void Run(WorkerTeam team, VectorWidth width, States x, Tensor matrix, Tensor into)
    {
        float* source = TensorKernels.Address(matrix), target = TensorKernels.Address(into);
        (nint from, nint to) = (matrix.RowStride, into.RowStride);
        OutputCut.Body body = width switch
        {
            VectorWidth.Bits512 => (r0, r1, c0, c1) => Block<Simd512, Vector512<float>>(x, source, from, target, to, r0, r1, c0, c1),
            VectorWidth.Bits256 => (r0, r1, c0, c1) => Block<Simd256, Vector256<float>>(x, source, from, target, to, r0, r1, c0, c1),
            _ => (r0, r1, c0, c1) => Block<Simd128, Vector128<float>>(x, source, from, target, to, r0, r1, c0, c1),
        };
        new OutputCut(x.Rows, matrix.Columns, team.Threads).Run(team, body);
        GC.KeepAlive(x);
        GC.KeepAlive(matrix);
        GC.KeepAlive(into);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TSimd, TVector>(States x, float* matrix, nint stride, float* into, nint intoStride, int r0, int r1, int c0, int c1)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int wanted = c1 - c0;
        nint[] offsetSpace = ArrayPool<nint>.Shared.Rent(x.Columns + 1);
        float[] valueSpace = ArrayPool<float>.Shared.Rent(x.Columns + 1), sumSpace = ArrayPool<float>.Shared.Rent(wanted + TSimd.Width);
        fixed (nint* offsets = offsetSpace)
        fixed (float* values = valueSpace, sum = sumSpace)
        {
            RowLists lists = new(x);
            for (int r = r0; r < r1; r++)
            {
                int count = lists.Fetch(r, stride, offsets, values, out bool haveValues);
                RowGather.Sum<TSimd, TVector>(offsets, haveValues ? values : null, count, matrix + c0, sum, wanted);
                new ReadOnlySpan<float>(sum, wanted).CopyTo(new Span<float>(into + (r * intoStride) + c0, wanted));
            }
        }

        ArrayPool<nint>.Shared.Return(offsetSpace);
        ArrayPool<float>.Shared.Return(valueSpace);
        ArrayPool<float>.Shared.Return(sumSpace);
    }
}
