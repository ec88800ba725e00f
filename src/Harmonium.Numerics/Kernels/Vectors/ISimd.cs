using System.Diagnostics.CodeAnalysis;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>
/// One vector width: what kernels are written against, once for all widths. A kernel is generic over the implementing
/// struct and its vector, both structs, so that the JIT makes one specialized body a width in which every member here is an instruction.
/// Integers travel in the lanes of <typeparamref name="TVector"/> as bits; masks are lanes of all ones or all zeros.
/// </summary>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>How many float32 numbers a vector holds.</summary>
    static abstract int Width { get; }

    /// <summary>Whether there are 32 vector registers (AVX-512, Arm64) and not 16.</summary>
    static abstract bool HasManyRegisters { get; }

    /// <summary>Whether <see cref="FusedMultiplyAdd"/> rounds once: everywhere but on x64 without FMA.</summary>
    static abstract bool IsFused { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Broadcast(float value);

    /// <summary>The bits of an integer in every lane.</summary>
    static abstract TVector BroadcastInt32(int value);

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    /// <summary>The first <paramref name="count"/> numbers (0 to Width), zeros behind them; no byte beyond them is read.</summary>
    static abstract TVector LoadFirst(float* source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes (0 to Width) and not a byte more.</summary>
    static abstract void StoreFirst(float* target, TVector value, int count);

    /// <summary>Asks for the numbers at an address, which need not exist, to be brought into the first-level cache; a hint without effect on results.</summary>
    static abstract void Prefetch(float* address);

    /// <summary>The same into the second-level cache, for what is needed later.</summary>
    static abstract void PrefetchFar(float* address);

    /// <summary>The mask of the first <paramref name="count"/> lanes.</summary>
    static abstract TVector FirstLanes(int count);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c; rounded once where <see cref="IsFused"/>.</summary>
    static abstract TVector FusedMultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Negate(TVector a);

    static abstract TVector Abs(TVector a);

    static abstract TVector Sqrt(TVector a);

    /// <summary>The larger; NaN if either is NaN.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The smaller; NaN if either is NaN.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The larger in one instruction; what comes of NaN depends on the processor.</summary>
    static abstract TVector MaxNative(TVector a, TVector b);

    /// <summary>The smaller in one instruction; what comes of NaN depends on the processor.</summary>
    static abstract TVector MinNative(TVector a, TVector b);

    static abstract TVector Floor(TVector a);

    /// <summary>To the nearest integer, halves to even.</summary>
    static abstract TVector Round(TVector a);

    /// <summary>The mask of a &lt; b; false where either is NaN.</summary>
    static abstract TVector LessThan(TVector a, TVector b);

    /// <summary>The mask of a ≤ b; false where either is NaN.</summary>
    static abstract TVector LessThanOrEqual(TVector a, TVector b);

    /// <summary>The mask of a = b; false where either is NaN.</summary>
    static abstract TVector Equal(TVector a, TVector b);

    /// <summary>The lanes of <paramref name="whenTrue"/> where the mask is set, those of <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TVector Select(TVector mask, TVector whenTrue, TVector whenFalse);

    /// <summary>One bit a lane, the first lane lowest: the lane's top bit, so a mask's truth or a number's sign.</summary>
    static abstract uint TopBits(TVector a);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    static abstract TVector Xor(TVector a, TVector b);

    /// <summary>a and not b, bit for bit.</summary>
    static abstract TVector AndNot(TVector a, TVector b);

    /// <summary>Numbers within the range of int, cut toward zero, as integers in the lanes.</summary>
    static abstract TVector ToInt32(TVector a);

    /// <summary>The integers in the lanes as numbers.</summary>
    static abstract TVector FromInt32(TVector a);

    static abstract TVector AddInt32(TVector a, TVector b);

    static abstract TVector SubtractInt32(TVector a, TVector b);

    /// <summary>The larger of the integers in the lanes.</summary>
    static abstract TVector MaxInt32(TVector a, TVector b);

    static abstract TVector ShiftLeft(TVector a, [ConstantExpected] int bits);

    static abstract TVector ShiftRightLogical(TVector a, [ConstantExpected] int bits);

    static abstract TVector ShiftRightArithmetic(TVector a, [ConstantExpected] int bits);

    /// <summary>A vector of quads: four numbers each from source, source + stride, source + 2·stride, …</summary>
    static abstract TVector LoadQuads(float* source, nint stride);

    /// <summary>Transposes the 4×4 blocks that the four vectors' quads make: quad q of a, b, c, d are the rows, then the columns, of block q.</summary>
    static abstract void TransposeQuads(ref TVector a, ref TVector b, ref TVector c, ref TVector d);
}
