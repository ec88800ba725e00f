using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Parallelism;

namespace Harmonium.Numerics.Kernels;

/// <summary>States times a matrix by adding only the matrix rows of active units.</summary>
internal static unsafe class GatherProduct
{
    /// <summary>into[s, c] = Σ_j x[s, j] · matrix[j, c].</summary>
    internal static void Run(WorkerTeam team, VectorWidth width, States x, ReadOnlySpan<float> matrix, Span<float> into, int columns)
    {
        fixed (float* source = matrix, target = into)
        {
            nint sourceAddress = (nint)source, targetAddress = (nint)target;
            OutputCut.Body body = width switch
            {
                VectorWidth.Bits512 => (r0, r1, c0, c1) => Block<Simd512, Vector512<float>>(x, (float*)sourceAddress, (float*)targetAddress, columns, r0, r1, c0, c1),
                VectorWidth.Bits256 => (r0, r1, c0, c1) => Block<Simd256, Vector256<float>>(x, (float*)sourceAddress, (float*)targetAddress, columns, r0, r1, c0, c1),
                _ => (r0, r1, c0, c1) => Block<Simd128, Vector128<float>>(x, (float*)sourceAddress, (float*)targetAddress, columns, r0, r1, c0, c1),
            };
            new OutputCut(x.Rows, columns, team.Threads).Run(team, body);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TSimd, TVector>(States x, float* matrix, float* into, int columns, int r0, int r1, int c0, int c1)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int wanted = c1 - c0;
        int[] listSpace = ArrayPool<int>.Shared.Rent(x.Columns + 1);
        float[] sumSpace = ArrayPool<float>.Shared.Rent(wanted + TSimd.Width);
        fixed (int* list = listSpace)
        fixed (float* sum = sumSpace)
        {
            RowLists lists = new(x);
            for (int r = r0; r < r1; r++)
            {
                int count = lists.Fetch(r, list, out int* active, out float* values);
                RowGather.Sum<TSimd, TVector>(active, values, count, matrix + c0, columns, sum, wanted);
                new ReadOnlySpan<float>(sum, wanted).CopyTo(new Span<float>(into + ((nint)r * columns) + c0, wanted));
            }

        }

        ArrayPool<int>.Shared.Return(listSpace);
        ArrayPool<float>.Shared.Return(sumSpace);
    }
}
