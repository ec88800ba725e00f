using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>The resources of a kernel: a thread pool and a vector width.</summary>
internal sealed class Processor(WorkerPool pool, VectorWidth width)
{
    /// <summary>The thread pool.</summary>
    internal WorkerPool Workers { get; } = pool;

    /// <summary>The vector width.</summary>
    internal VectorWidth Width { get; } = width;

    /// <summary>The number of threads.</summary>
    internal int Threads => Workers.Threads;
}
