using Harmonium.Numerics;

namespace Harmonium.Mathematics;

/// <summary>Parallel loops in which each iteration writes its own result, so that the result does not depend on the number of threads.</summary>
internal static class ParallelRows
{
    /// <summary>Runs body(i) for each i below <paramref name="count"/> on as many threads as the device has.</summary>
    internal static void Run(Device device, int count, Action<int> body, CancellationToken cancel = default)
    {
        int threads = device is CpuDevice processor ? processor.Threads : Environment.ProcessorCount;
        if (threads == 1 || count <= 1)
        {
            for (int i = 0; i < count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                body(i);
            }

            return;
        }

        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, body);
    }
}
