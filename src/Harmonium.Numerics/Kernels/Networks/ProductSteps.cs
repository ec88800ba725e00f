using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Harmonium.Numerics.Kernels;

/// <summary>Steps of optimisers by a gradient that is a product: some rows of it are multiplied out, and these rows of the weights are changed while it is still near.</summary>
internal static unsafe class ProductSteps
{
    // Sums that lie ready at once: 384 KB, less than half of a second-level cache of 1 MB.
    private const int SumNumbers = 98_304;
    private const int MostRows = 192;
    private const int LeastRows = 16;

    // Rows are cut where the tiles of a product end.
    private const int RowGrain = 8;

    /// <summary>Makes a step on a matrix without gaps between its rows.</summary>
    /// <param name="device">Whose threads and vectors.</param>
    /// <param name="values">The matrix.</param>
    /// <param name="left">What came in, [batch, rows].</param>
    /// <param name="right">The gradient of what came out, [batch, columns].</param>
    /// <param name="step">The step.</param>
    internal static void Run<TStep>(CpuDevice device, Tensor values, States left, Tensor right, TStep step)
        where TStep : struct, IStepKernel<TStep>
    {
        if (left.PrefersGather)
        {
            States units = left.Transposed();
            Share(device, values, new GatheredProductRows(units, right), step);
            GC.KeepAlive(units);
        }
        else
        {
            Tensor numbers = left.AsTensor();
            Share(device, values, new DenseProductRows(numbers, right), step);
            GC.KeepAlive(numbers);
        }

        GC.KeepAlive(right);
    }

    private static void Share<TProduct, TStep>(CpuDevice device, Tensor values, TProduct product, TStep step)
        where TProduct : struct, IProductRows
        where TStep : struct, IStepKernel<TStep>
    {
        (VectorWidth width, int columns) = (device.Width, values.Columns);
        device.Team.Run(
            values.Rows,
            (start, end) =>
            {
                switch (width)
                {
                    case VectorWidth.Bits512:
                        Band<Simd512, Vector512<float>, TProduct, TStep>(product, columns, start, end, step);
                        break;
                    case VectorWidth.Bits256:
                        Band<Simd256, Vector256<float>, TProduct, TStep>(product, columns, start, end, step);
                        break;
                    default:
                        Band<Simd128, Vector128<float>, TProduct, TStep>(product, columns, start, end, step);
                        break;
                }
            },
            RowGrain);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Band<TSimd, TVector, TProduct, TStep>(in TProduct product, int columns, int start, int end, TStep step)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TProduct : struct, IProductRows
        where TStep : struct, IStepKernel<TStep>
    {
        int height = Math.Clamp(SumNumbers / columns / RowGrain * RowGrain, LeastRows, MostRows);
        float* sums = Workspace.OfThread.Gradient.Reserve(height * columns);
        for (int row = start; row < end; row += height)
        {
            int rowEnd = Math.Min(row + height, end);
            float* gradient = sums - ((nint)row * columns);
            product.Compute<TSimd, TVector>(row, rowEnd, gradient);
            step.By(gradient).Run<TSimd, TVector>(row * columns, rowEnd * columns);
        }
    }
}
