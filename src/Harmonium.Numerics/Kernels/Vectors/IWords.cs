namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>
/// 32-bit words in the lanes of a vector, for a generator with widening multiplications. A <em>paired</em> operand has its word in the lower half of every
/// 64-bit lane; its upper half is ignored.
/// </summary>
internal interface IWords<TVector>
    where TVector : unmanaged
{
    /// <summary>The words 0, 1, 2, …</summary>
    static abstract TVector Indices { get; }

    static abstract TVector Broadcast(uint word);

    /// <summary>Multiplies paired words to 64 bits each. The lower half of the result is again a paired word.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>The upper half of every 64-bit lane, as paired words.</summary>
    static abstract TVector Upper(TVector a);

    /// <summary>Merges paired words: <paramref name="even"/> into the even lanes, <paramref name="odd"/> into the odd lanes.</summary>
    static abstract TVector Merge(TVector even, TVector odd);

    static abstract TVector Xor(TVector a, TVector b, TVector c);

    /// <summary>The smaller unsigned word of each lane.</summary>
    static abstract TVector Min(TVector a, TVector b);
}
