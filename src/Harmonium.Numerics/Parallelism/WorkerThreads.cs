namespace Harmonium.Numerics.Parallelism;

/// <summary>
/// The threads of a pool besides the calling thread.
/// They have no reference to the pool, so the pool can be collected while they sleep, and its finalizer can stop them.
/// </summary>
internal sealed class WorkerThreads
{
    private Worker[]? _workers;
    private int _taken;

    /// <summary>Reserves the threads for one loop. Returns false if they are in use, possibly by a loop that encloses this one.</summary>
    public bool TryAcquire() => Volatile.Read(ref _taken) == 0 && Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

    /// <summary>Releases the threads.</summary>
    public void Release() => Volatile.Write(ref _taken, 0);

    /// <summary>Runs the body over every range, the first one on this thread. Returns the exceptions in the order of the ranges.</summary>
    /// <param name="body">The loop body.</param>
    /// <param name="partition">The ranges.</param>
    /// <param name="size">The number of threads; they start at the first call.</param>
    public IReadOnlyList<Exception> Share(Action<int, int> body, Partition partition, int size)
    {
        Worker[] workers = _workers ??= StartWorkers(size);
        int helpers = partition.Parts - 1;
        for (int i = 0; i < helpers; i++)
            workers[i].Offer(body, partition.Start(i + 1), partition.Start(i + 2));
        List<Exception>? thrown = null;
        try
        {
            body(0, partition.Start(1));
        }
        catch (Exception exception)
        {
            (thrown ??= []).Add(exception);
        }

        // A worker that has not started by now is asleep or waits for a core: running its range here is faster than waiting for it.
        for (int i = 0; i < helpers; i++)
            workers[i].RunIfNotStarted();
        for (int i = 0; i < helpers; i++)
        {
            if (workers[i].Join() is { } exception)
                (thrown ??= []).Add(exception);
        }

        return (IReadOnlyList<Exception>?)thrown ?? [];
    }

    /// <summary>Stops the threads.</summary>
    public void Stop()
    {
        foreach (Worker worker in _workers ?? [])
            worker.Stop();
    }

    private static Worker[] StartWorkers(int size)
    {
        // With more threads than cores, a spinning thread would take the core from a thread that has work.
        bool spins = size < Environment.ProcessorCount;
        var workers = new Worker[size];
        for (int i = 0; i < size; i++)
            workers[i] = new Worker($"Harmonium worker {i + 1}", spins);
        return workers;
    }
}
