namespace Harmonium.Numerics.Parallelism;

/// <summary>
/// A team of threads that share loops. Work is cut along outputs into fixed contiguous ranges, so that a result never
/// depends on how many threads made it.
/// </summary>
public sealed class WorkerTeam(int threads)
{
    /// <summary>How many threads work, the caller's among them.</summary>
    public int Threads { get; } = threads;

    /// <summary>Runs <paramref name="body"/>(start, end) over [0, items), cut into one contiguous range a thread, and returns when all are done.</summary>
    public void Run(int items, Action<int, int> body)
    {
        int parts = Math.Min(Threads, items);
        if (parts <= 1)
        {
            if (items > 0)
                body(0, items);
            return;
        }

        Parallel.For(0, parts, part => body((int)((long)items * part / parts), (int)((long)items * (part + 1) / parts)));
    }
}
