using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Parallelism;

/// <summary>
/// One thread and its mailbox. The caller offers a range in the mailbox; either the thread takes it, or the caller takes it back. After the range is done,
/// the mailbox is empty again.
/// </summary>
internal sealed class Worker
{
    // One SpinWait(1) takes about 0.1 µs, a yield 0.3 µs. An idle thread spins for about 55 µs, then yields for 40 µs, and then sleeps. The phases of a
    // training step are closer together than that, and other programs are hardly affected.
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

    /// <summary>Runs the offered range on the calling thread unless the worker has started it.</summary>
    public void RunIfNotStarted()
    {
        if (TryTake())
            RunRange();
    }

    /// <summary>Waits until the range is done. Returns its exception, or null.</summary>
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

    /// <summary>Stops the thread.</summary>
    public void Stop() => Post(Mailbox.Stopped);

    private void Post(int state)
    {
        Interlocked.Exchange(ref _mailbox.State, state);
        if (Volatile.Read(ref _mailbox.WorkerSleeps))
            Wake();
    }

    private void Work()
    {
        for (int tries = 0; Volatile.Read(ref _mailbox.State) != Mailbox.Stopped; tries++)
        {
            if (TryTake())
            {
                RunRange();
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

    private void RunRange()
    {
        RunBody();
        Interlocked.Exchange(ref _mailbox.State, Mailbox.Empty);
        if (Volatile.Read(ref _mailbox.CallerSleeps))
            Wake();
    }

    // A separate method, because a stack frame may keep the delegate alive until it returns. When the caller sees that the range is done, this thread no
    // longer references the body, and objects captured by it can be collected.
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

    /// <summary>Pauses briefly. Returns false when it is time to sleep.</summary>
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

    // A thread that goes to sleep first sets its flag and then reads the state again. A thread that changes the state does that first and then reads the
    // flag. A full fence in between ensures that no wake-up is missed.
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
