using Harmonium.Numerics.Parallelism;

namespace Harmonium.Numerics;

/// <summary>The processor: kernels on its widest vectors, shared by a team of threads.</summary>
public sealed class CpuDevice : Device
{
    /// <summary>A processor device with a number of threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    public CpuDevice(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Team = new WorkerTeam(threads);
    }

    internal WorkerTeam Team { get; }

    internal override TensorStorage Allocate(int count) => new HostStorage(this, count);

    internal override TensorStorage Adopt(TensorStorage storage) => new HostStorage(this, (HostStorage)storage);
}
