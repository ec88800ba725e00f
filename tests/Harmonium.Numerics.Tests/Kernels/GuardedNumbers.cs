using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Tests.Kernels;

/// <summary>Unmanaged memory between two guard zones with a known pattern.</summary>
internal sealed unsafe class GuardedNumbers : IDisposable
{
    private const int Zone = 64;
    private const uint Pattern = 0x7FA5A5A5;
    private readonly uint* _memory;
    private readonly int _shift;

    /// <param name="count">The number of elements.</param>
    /// <param name="shift">The offset of the first element from a 64-byte boundary.</param>
    internal GuardedNumbers(int count, int shift = 0)
    {
        Count = count;
        _shift = shift;
        _memory = (uint*)NativeMemory.AlignedAlloc((nuint)(count + shift + (2 * Zone)) * sizeof(float), 64);
        new Span<uint>(_memory, count + shift + (2 * Zone)).Fill(Pattern);
    }

    internal int Count { get; }

    internal float* Address => (float*)_memory + Zone + _shift;

    internal Span<float> Span => new(Address, Count);

    internal static GuardedNumbers Of(ReadOnlySpan<float> values, int shift = 0)
    {
        var numbers = new GuardedNumbers(values.Length, shift);
        values.CopyTo(numbers.Span);
        return numbers;
    }

    /// <summary>Creates numbers between −1 and 1 that depend on the seed alone.</summary>
    internal static GuardedNumbers Random(int count, int seed, float scale = 1, int shift = 0)
    {
        var random = new Random(seed);
        var numbers = new GuardedNumbers(count, shift);
        foreach (ref float number in numbers.Span)
            number = ((2 * random.NextSingle()) - 1) * scale;
        return numbers;
    }

    internal uint[] Bits() => MemoryMarshal.Cast<float, uint>(Span).ToArray();

    /// <summary>Fails if the guard zones were written to.</summary>
    internal void AssertUntouchedAround()
    {
        Assert.DoesNotContain(new ReadOnlySpan<uint>(_memory, Zone + _shift).ToArray(), bits => bits != Pattern);
        Assert.DoesNotContain(new ReadOnlySpan<uint>(_memory + Zone + _shift + Count, Zone).ToArray(), bits => bits != Pattern);
    }

    /// <summary>True if an element still has the initial pattern; used for gaps between rows.</summary>
    internal static bool IsUntouched(float number) => BitConverter.SingleToUInt32Bits(number) == Pattern;

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
