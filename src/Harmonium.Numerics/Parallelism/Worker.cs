using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Parallelism;

/// <summary>
/// One thread and its mailbox. A range is offered in the mailbox, taken by the thread or taken back by the caller, and
/// the mailbox is empty again when the range is done.
/// </summary>
internal sealed class Worker
{
    // One SpinWait(1) takes about 0.1 µs, a yield 0.3 µs. A thread without work looks for it for about 55 µs without a break,
    // then for 40 µs with the core offered to others in between, and then sleeps: a training step has its phases
    // closer together than that, and a machine that does something else hardly notices.
    private const int Pauses = 500;
    private const int Yields = 60;
    private const int PausesBetweenYields = 8;

    private readonly object _gate = new();
    private readonly int _patience;
    private Mailbox _mailbox;

    public Worker(string name, bool spins)
    {
        _patience = spins ? Pauses + Yields : 0;
        new Thread(Work) { IsBackground = true, Name = name }.UnsafeStart();
    }

    /// <summary>Puts a range into the mailbox, and wakes the thread if it sleeps.</summary>
    public void Offer(Action<int, int> body, int start, int end)
    {
        _mailbox.Body = body;
        _mailbox.Start = start;
        _mailbox.End = end;
        Post(Mailbox.Offered);
    }

    /// <summary>Does the offered range on this thread unless the worker has begun it.</summary>
    public void DoInstead()
    {
        if (TryTake())
            Do();
    }

    /// <summary>Waits until the range is done; what it threw, or null.</summary>
    public Exception? Join()
    {
        for (int tries = 0; Volatile.Read(ref _mailbox.State) != Mailbox.Empty; tries++)
        {
            if (!Pause(tries))
                SleepUntilDone();
        }

        Exception? thrown = _mailbox.Thrown;
        _mailbox.Thrown = null;
        return thrown;
    }

    /// <summary>Lets the thread end.</summary>
    public void Dismiss() => Post(Mailbox.Dismissed);

    private void Post(int state)
    {
        Interlocked.Exchange(ref _mailbox.State, state);
        if (Volatile.Read(ref _mailbox.WorkerSleeps))
            Wake();
    }

    private void Work()
    {
        for (int tries = 0; Volatile.Read(ref _mailbox.State) != Mailbox.Dismissed; tries++)
        {
            if (TryTake())
            {
                Do();
                tries = 0;
            }
            else if (!Pause(tries))
            {
                SleepUntilOffered();
                tries = 0;
            }
        }
    }

    private bool TryTake() =>
        Volatile.Read(ref _mailbox.State) == Mailbox.Offered
        && Interlocked.CompareExchange(ref _mailbox.State, Mailbox.Taken, Mailbox.Offered) == Mailbox.Offered;

    private void Do()
    {
        RunBody();
        Interlocked.Exchange(ref _mailbox.State, Mailbox.Empty);
        if (Volatile.Read(ref _mailbox.CallerSleeps))
            Wake();
    }

    // A method of its own, since a frame may hold the delegate until it returns: when the caller hears that the range is done, nothing of
    // this thread holds the body any more, and what the body captured can be collected.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunBody()
    {
        try
        {
            _mailbox.Body!(_mailbox.Start, _mailbox.End);
        }
        catch (Exception exception)
        {
            _mailbox.Thrown = exception;
        }

        _mailbox.Body = null;
    }

    /// <summary>Passes a moment; false when it is time to sleep.</summary>
    private bool Pause(int tries)
    {
        if (tries >= _patience)
            return false;
        if (tries < Pauses)
        {
            Thread.SpinWait(1);
        }
        else
        {
            Thread.Yield();
            Thread.SpinWait(PausesBetweenYields);
        }

        return true;
    }

    // Who goes to sleep first says so and then looks at the state once more; who changes the state does that first and then looks
    // for a sleeper. Both with a full fence between, so that no wake-up is missed.
    private void SleepUntilOffered()
    {
        lock (_gate)
        {
            Volatile.Write(ref _mailbox.WorkerSleeps, true);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _mailbox.State) == Mailbox.Empty)
                Monitor.Wait(_gate);
            Volatile.Write(ref _mailbox.WorkerSleeps, false);
        }
    }

    private void SleepUntilDone()
    {
        lock (_gate)
        {
            Volatile.Write(ref _mailbox.CallerSleeps, true);
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref _mailbox.State) != Mailbox.Empty)
                Monitor.Wait(_gate);
            Volatile.Write(ref _mailbox.CallerSleeps, false);
        }
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
