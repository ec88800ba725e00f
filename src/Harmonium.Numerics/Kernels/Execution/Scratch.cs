using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>A scratch buffer of a kernel: pinned and aligned to 64 bytes. It grows as needed and never shrinks.</summary>
internal sealed unsafe class Scratch
{
    private const int Alignment = 64;
    private float[] _numbers = [];

    /// <summary>Returns a buffer for <paramref name="count"/> elements, uninitialized, valid until the next call.</summary>
    internal float* Reserve(int count)
    {
        int wanted = count + (Alignment / sizeof(float));
        if (_numbers.Length < wanted)
            _numbers = GC.AllocateUninitializedArray<float>(wanted, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_numbers, 0);
        return (float*)((address + Alignment - 1) & -Alignment);
    }
}
