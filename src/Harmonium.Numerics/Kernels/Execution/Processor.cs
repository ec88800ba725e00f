using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>What kernels run on: a team of threads and a width of vectors.</summary>
internal sealed class Processor(WorkerTeam team, VectorWidth width)
{
    /// <summary>The threads.</summary>
    internal WorkerTeam Team { get; } = team;

    /// <summary>The width of the vectors.</summary>
    internal VectorWidth Width { get; } = width;

    /// <summary>How many threads work.</summary>
    internal int Threads => Team.Threads;
}
