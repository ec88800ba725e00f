using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>Memory that a kernel works in: pinned, on a 64-byte boundary, grown when more is needed and never given back.</summary>
internal sealed unsafe class Scratch
{
    private const int Alignment = 64;
    private float[] _numbers = [];

    /// <summary>Room for <paramref name="count"/> numbers, of no particular value, until the next call.</summary>
    internal float* Reserve(int count)
    {
        int wanted = count + (Alignment / sizeof(float));
        if (_numbers.Length < wanted)
            _numbers = GC.AllocateUninitializedArray<float>(wanted, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_numbers, 0);
        return (float*)((address + Alignment - 1) & -Alignment);
    }
}
