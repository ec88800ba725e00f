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
    internal static void Run<TStep>(CpuDevice device, Tensor values, Tensor left, Tensor right, TStep step)
        where TStep : struct, IStepKernel<TStep>
    {
        DenseProductTask task = new()
        {
            Rows = values.Rows,
            Columns = values.Columns,
            Depth = left.Rows,
            Alpha = 1,
            A = new DenseOperand(TensorKernels.Address(left), left.RowStride, transposed: true),
            B = new DenseOperand(TensorKernels.Address(right), right.RowStride, transposed: false),
        };
        VectorWidth width = device.Width;
        device.Team.Run(
            values.Rows,
            (start, end) =>
            {
                switch (width)
                {
                    case VectorWidth.Bits512:
                        Band<Simd512, Vector512<float>, TStep>(task, start, end, step);
                        break;
                    case VectorWidth.Bits256:
                        Band<Simd256, Vector256<float>, TStep>(task, start, end, step);
                        break;
                    default:
                        Band<Simd128, Vector128<float>, TStep>(task, start, end, step);
                        break;
                }
            },
            RowGrain);
        GC.KeepAlive(left);
        GC.KeepAlive(right);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Band<TSimd, TVector, TStep>(DenseProductTask task, int start, int end, TStep step)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TStep : struct, IStepKernel<TStep>
    {
        int height = Math.Clamp(SumNumbers / task.Columns / RowGrain * RowGrain, LeastRows, MostRows);
        Workspace work = Workspace.OfThread;
        float* sums = work.Sums.Reserve(height * task.Columns), scratch = work.Product.Reserve(ProductBlock<TSimd, TVector>.ScratchFor(height));
        task.CStride = task.Columns;
        for (int row = start; row < end; row += height)
        {
            int rowEnd = Math.Min(row + height, end);
            float* gradient = sums - ((nint)row * task.Columns);
            task.C = gradient;
            ProductBlock<TSimd, TVector>.Compute(task, row, rowEnd, 0, task.Columns, scratch);
            step.By(gradient).Run<TSimd, TVector>(row * task.Columns, rowEnd * task.Columns);
        }
    }
}
