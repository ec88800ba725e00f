using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Parallelism;

/// <summary>What a caller and one worker say to each other, on cache lines that nobody else writes to.</summary>
[StructLayout(LayoutKind.Explicit, Size = 3 * CacheLine)]
internal struct Mailbox
{
    /// <summary>No range is waiting or being done.</summary>
    public const int Empty = 0;

    /// <summary>A range waits for whoever takes it first.</summary>
    public const int Offered = 1;

    /// <summary>Somebody does the range.</summary>
    public const int Taken = 2;

    /// <summary>The thread shall end.</summary>
    public const int Dismissed = 3;

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
