using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>Runs kernels at the vector width of a processor, on several threads if that pays.</summary>
internal static class RangeKernels
{
    // Less work than this is done before another thread would have woken.
    private const long WorthSharing = 16_384;

    /// <summary>Runs a kernel over all items.</summary>
    /// <param name="processor">The thread pool and the vector width.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="items">The number of items.</param>
    /// <param name="numbersPerItem">The number of elements per item.</param>
    /// <param name="granularity">Range boundaries are multiples of this.</param>
    internal static void Share<TKernel>(Processor processor, TKernel kernel, int items, long numbersPerItem = 1, int granularity = 1)
        where TKernel : struct, IRangeKernel
    {
        if (items == 0)
            return;
        VectorWidth width = processor.Width;
        if (items * numbersPerItem < WorthSharing || processor.Threads == 1)
            Run(width, kernel, 0, items);
        else
            processor.Workers.Run(items, (start, end) => Run(width, kernel, start, end), granularity);
    }

    private static void Run<TKernel>(VectorWidth width, TKernel kernel, int start, int end)
        where TKernel : struct, IRangeKernel
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                kernel.Run<Simd512, Vector512<float>>(start, end);
                break;
            case VectorWidth.Bits256:
                kernel.Run<Simd256, Vector256<float>>(start, end);
                break;
            default:
                kernel.Run<Simd128, Vector128<float>>(start, end);
                break;
        }
    }
}
