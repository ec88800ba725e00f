namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>
/// 32-bit words in the lanes of a vector, as a generator with widening multiplications needs them: an operand called
/// <em>paired</em> has its word in the lower half of every 64-bit lane, and its upper half means nothing.
/// </summary>
internal interface IWords<TVector>
    where TVector : unmanaged
{
    /// <summary>The words 0, 1, 2, …</summary>
    static abstract TVector Indices { get; }

    static abstract TVector Broadcast(uint word);

    /// <summary>Paired words multiplied to 64 bits each; the lower half is a paired word again.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>The upper half of every 64-bit lane, paired.</summary>
    static abstract TVector Upper(TVector a);

    /// <summary>Paired words brought together: those of <paramref name="even"/> in the even lanes, those of <paramref name="odd"/> in the odd ones.</summary>
    static abstract TVector Merge(TVector even, TVector odd);

    static abstract TVector Xor(TVector a, TVector b, TVector c);

    /// <summary>The smaller word of each lane, without sign.</summary>
    static abstract TVector Min(TVector a, TVector b);
}
