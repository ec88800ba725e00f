using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Tests.Kernels;

/// <summary>Unmanaged numbers between two zones of a pattern that nobody may touch.</summary>
internal sealed unsafe class GuardedNumbers : IDisposable
{
    private const int Zone = 64;
    private const uint Pattern = 0x7FA5A5A5;
    private readonly uint* _memory;
    private readonly int _shift;

    /// <param name="count">How many numbers.</param>
    /// <param name="shift">How many numbers beyond a 64-byte boundary they begin.</param>
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

    /// <summary>Numbers between −1 and 1 that depend on the seed alone.</summary>
    internal static GuardedNumbers Random(int count, int seed, float scale = 1, int shift = 0)
    {
        var random = new Random(seed);
        var numbers = new GuardedNumbers(count, shift);
        foreach (ref float number in numbers.Span)
            number = ((2 * random.NextSingle()) - 1) * scale;
        return numbers;
    }

    internal uint[] Bits() => MemoryMarshal.Cast<float, uint>(Span).ToArray();

    /// <summary>Fails where something was written outside the numbers.</summary>
    internal void AssertUntouchedAround()
    {
        Assert.DoesNotContain(new ReadOnlySpan<uint>(_memory, Zone + _shift).ToArray(), bits => bits != Pattern);
        Assert.DoesNotContain(new ReadOnlySpan<uint>(_memory + Zone + _shift + Count, Zone).ToArray(), bits => bits != Pattern);
    }

    /// <summary>Fails where a number is not the pattern that it was made with: for gaps between rows.</summary>
    internal static bool IsUntouched(float number) => BitConverter.SingleToUInt32Bits(number) == Pattern;

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
