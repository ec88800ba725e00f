using System.Diagnostics.CodeAnalysis;

namespace Harmonium.Numerics;

/// <summary>Managed memory that is aligned to 64 bytes and pinned.</summary>
internal sealed class HostStorage : TensorStorage
{
    // Space before the first element for alignment, and after the last so that kernels may read a whole vector there.
    private const int Alignment = 64 / sizeof(float);
    private readonly float[] _numbers;
    private readonly int _start;
    private readonly int _count;

    internal HostStorage(Device device, int count)
        : base(device)
    {
        _numbers = Allocate(count + (2L * Alignment));
        _start = AlignedStart(_numbers);
        _count = count;
    }

    internal HostStorage(Device device, HostStorage shared)
        : base(device)
    {
        _numbers = shared._numbers;
        _start = shared._start;
        _count = shared._count;
    }

    internal override Span<float> HostSpan => _numbers.AsSpan(_start, _count);

    [SuppressMessage("Design", "MA0012", Justification = "The exception of the runtime, which this replaces, does not say how much memory was needed.")]
    private static float[] Allocate(long length)
    {
        try
        {
            return GC.AllocateArray<float>(checked((int)length), pinned: true);
        }
        catch (Exception exception) when (exception is OutOfMemoryException or OverflowException)
        {
            throw new InsufficientMemoryException($"There is not enough memory for {length} numbers ({length * sizeof(float)} bytes)", exception);
        }
    }

    private static int AlignedStart(float[] pinned)
    {
        nint address = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        return (int)((64 - (address & 63)) & 63) / sizeof(float);
    }
}
