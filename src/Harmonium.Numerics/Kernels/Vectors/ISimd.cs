using System.Diagnostics.CodeAnalysis;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>
/// The instructions of one vector width. Kernels are written once against this interface.
/// A kernel is generic over the implementing struct and its vector type, both structs, so the JIT compiles one specialized body per width in which every
/// member here is an instruction. Integers are stored in the lanes of <typeparamref name="TVector"/> as bits; masks are lanes of all ones or all zeros.
/// </summary>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>The number of float32 elements in a vector.</summary>
    static abstract int Width { get; }

    /// <summary>True if there are 32 vector registers (AVX-512, Arm64); false for 16.</summary>
    static abstract bool HasManyRegisters { get; }

    /// <summary>True if <see cref="FusedMultiplyAdd"/> rounds once: on all processors except x64 without FMA.</summary>
    static abstract bool IsFused { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Broadcast(float value);

    /// <summary>The bits of an integer in every lane.</summary>
    static abstract TVector BroadcastInt32(int value);

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    /// <summary>The first <paramref name="count"/> elements (0 to Width), followed by zeros. No byte beyond them is read.</summary>
    static abstract TVector LoadFirst(float* source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes (0 to Width) and no byte beyond them.</summary>
    static abstract void StoreFirst(float* target, TVector value, int count);

    /// <summary>Prefetches the data at an address, which may be invalid, into the L1 cache. It does not affect results.</summary>
    static abstract void Prefetch(float* address);

    /// <summary>Prefetches into the L2 cache, for data needed later.</summary>
    static abstract void PrefetchFar(float* address);

    /// <summary>The mask of the first <paramref name="count"/> lanes.</summary>
    static abstract TVector FirstLanes(int count);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c; rounded once if <see cref="IsFused"/> is true.</summary>
    static abstract TVector FusedMultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Negate(TVector a);

    static abstract TVector Abs(TVector a);

    static abstract TVector Sqrt(TVector a);

    /// <summary>The maximum; NaN if either is NaN.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The minimum; NaN if either is NaN.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The maximum in one instruction; for NaN, the result depends on the processor.</summary>
    static abstract TVector MaxNative(TVector a, TVector b);

    /// <summary>The minimum in one instruction; for NaN, the result depends on the processor.</summary>
    static abstract TVector MinNative(TVector a, TVector b);

    static abstract TVector Floor(TVector a);

    /// <summary>The nearest integer; halves are rounded to even.</summary>
    static abstract TVector Round(TVector a);

    /// <summary>The mask of a &lt; b; false if either is NaN.</summary>
    static abstract TVector LessThan(TVector a, TVector b);

    /// <summary>The mask of a ≤ b; false if either is NaN.</summary>
    static abstract TVector LessThanOrEqual(TVector a, TVector b);

    /// <summary>The mask of a = b; false if either is NaN.</summary>
    static abstract TVector Equal(TVector a, TVector b);

    /// <summary>The lanes of <paramref name="whenTrue"/> where the mask is set, those of <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TVector Select(TVector mask, TVector whenTrue, TVector whenFalse);

    /// <summary>The top bit of each lane as an integer, first lane lowest: the truth values of a mask, or the signs of numbers.</summary>
    static abstract uint TopBits(TVector a);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    static abstract TVector Xor(TVector a, TVector b);

    /// <summary>a and not b, bitwise.</summary>
    static abstract TVector AndNot(TVector a, TVector b);

    /// <summary>Converts numbers within the range of int to integers, truncated toward zero.</summary>
    static abstract TVector ToInt32(TVector a);

    /// <summary>Converts the integers in the lanes to numbers.</summary>
    static abstract TVector FromInt32(TVector a);

    static abstract TVector AddInt32(TVector a, TVector b);

    static abstract TVector SubtractInt32(TVector a, TVector b);

    /// <summary>The maximum of the integers in the lanes.</summary>
    static abstract TVector MaxInt32(TVector a, TVector b);

    static abstract TVector ShiftLeft(TVector a, [ConstantExpected] int bits);

    static abstract TVector ShiftRightLogical(TVector a, [ConstantExpected] int bits);

    static abstract TVector ShiftRightArithmetic(TVector a, [ConstantExpected] int bits);

    /// <summary>A vector of quads: four elements each from source, source + stride, source + 2·stride, …</summary>
    static abstract TVector LoadQuads(float* source, nint stride);

    /// <summary>Transposes 4×4 blocks: quad q of a, b, c, d contains the rows of block q before, and its columns after.</summary>
    static abstract void TransposeQuads(ref TVector a, ref TVector b, ref TVector c, ref TVector d);
}
