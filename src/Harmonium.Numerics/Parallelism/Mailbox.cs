using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Parallelism;

/// <summary>The state shared by the calling thread and one worker, in cache lines that no other thread writes to.</summary>
[StructLayout(LayoutKind.Explicit, Size = 3 * CacheLine)]
internal struct Mailbox
{
    /// <summary>No range is waiting or running.</summary>
    public const int Empty = 0;

    /// <summary>A range is waiting to be taken.</summary>
    public const int Offered = 1;

    /// <summary>A thread is running the range.</summary>
    public const int Taken = 2;

    /// <summary>The thread must end.</summary>
    public const int Stopped = 3;

    private const int CacheLine = 64;

    [FieldOffset(CacheLine)]
    public Action<int, int>? Body;

    [FieldOffset(CacheLine + 8)]
    public Exception? Thrown;

    [FieldOffset(CacheLine + 16)]
    public int Start;

    [FieldOffset(CacheLine + 20)]
    public int End;

    [FieldOffset(CacheLine + 24)]
    public int State;

    [FieldOffset(CacheLine + 28)]
    public bool WorkerSleeps;

    [FieldOffset(CacheLine + 29)]
    public bool CallerSleeps;
}
