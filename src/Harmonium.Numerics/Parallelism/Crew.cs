namespace Harmonium.Numerics.Parallelism;

/// <summary>
/// The threads of a team besides the caller's. They know the crew but not the team, so that the team can be collected
/// while they sleep, and its finalizer dismiss them.
/// </summary>
internal sealed class Crew
{
    private Worker[]? _workers;
    private int _taken;

    /// <summary>Takes the crew for one shared loop; false while somebody has it, be it a body of that very loop.</summary>
    public bool TryEnter() => Volatile.Read(ref _taken) == 0 && Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

    /// <summary>Gives the crew back.</summary>
    public void Leave() => Volatile.Write(ref _taken, 0);

    /// <summary>Runs the body over every part, the first on this thread, and returns what was thrown, in the order of the parts.</summary>
    /// <param name="body">What to run.</param>
    /// <param name="partition">The parts.</param>
    /// <param name="size">How many threads the crew has; they start at the first call.</param>
    public IReadOnlyList<Exception> Share(Action<int, int> body, Partition partition, int size)
    {
        Worker[] workers = _workers ??= Hire(size);
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

        // A worker that has not begun by now sleeps or waits for a core: doing its part is quicker than waiting for it.
        for (int i = 0; i < helpers; i++)
            workers[i].DoInstead();
        for (int i = 0; i < helpers; i++)
        {
            if (workers[i].Join() is { } exception)
                (thrown ??= []).Add(exception);
        }

        return (IReadOnlyList<Exception>?)thrown ?? [];
    }

    /// <summary>Lets the threads end.</summary>
    public void Dismiss()
    {
        foreach (Worker worker in _workers ?? [])
            worker.Dismiss();
    }

    private static Worker[] Hire(int size)
    {
        // Where there are more threads than cores a spinning thread keeps the core from one that has work.
        bool spins = size < Environment.ProcessorCount;
        var workers = new Worker[size];
        for (int i = 0; i < size; i++)
            workers[i] = new Worker($"Harmonium worker {i + 1}", spins);
        return workers;
    }
}
