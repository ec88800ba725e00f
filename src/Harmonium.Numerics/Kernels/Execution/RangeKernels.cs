using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>Runs kernels on a device's vectors, shared among its threads where that pays.</summary>
internal static class RangeKernels
{
    // Less work than this is done before another thread would have woken.
    private const long WorthSharing = 16_384;

    /// <summary>Runs a kernel over all items.</summary>
    /// <param name="processor">Whose threads and vectors.</param>
    /// <param name="kernel">What to run.</param>
    /// <param name="items">How many items.</param>
    /// <param name="numbersAnItem">How many numbers each item has.</param>
    /// <param name="granularity">At what multiples ranges may be cut.</param>
    internal static void Share<TKernel>(Processor processor, TKernel kernel, int items, long numbersAnItem = 1, int granularity = 1)
        where TKernel : struct, IRangeKernel
    {
        if (items == 0)
            return;
        VectorWidth width = processor.Width;
        if (items * numbersAnItem < WorthSharing || processor.Threads == 1)
            Run(width, kernel, 0, items);
        else
            processor.Team.Run(items, (start, end) => Run(width, kernel, start, end), granularity);
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
