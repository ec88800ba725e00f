using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// Sums lane by lane, each with the exact rounding errors of its additions beside it, as accurate as if summed with twice
/// float32's digits (Knuth 1969, TwoSum; Ogita, Rump &amp; Oishi 2005, "Accurate sum and dot product", Sum2 and Dot2): 48 bits
/// without a double, at the full width of the vectors. Overflows where float32 does.
/// </summary>
internal struct CompensatedSum<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private TVector _sum;
    private TVector _error;

    /// <summary>A sum of nothing.</summary>
    internal static CompensatedSum<TSimd, TVector> Nothing => new() { _sum = TSimd.Zero, _error = TSimd.Zero };

    /// <summary>The sums rounded to float32; what overflowed is infinite.</summary>
    internal readonly TVector Rounded => TSimd.Select(TSimd.Equal(_error, _error), TSimd.Add(_sum, _error), _sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(TVector x)
    {
        TVector sum = TSimd.Add(_sum, x);
        TVector added = TSimd.Subtract(sum, _sum);
        TVector lost = TSimd.Add(TSimd.Subtract(_sum, TSimd.Subtract(sum, added)), TSimd.Subtract(x, added));
        _error = TSimd.Add(_error, lost);
        _sum = sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddProduct(TVector x, TVector y)
    {
        TVector product = TSimd.Multiply(x, y);
        _error = TSimd.Add(_error, ProductError(x, y, product));
        Add(product);
    }

    /// <summary>Writes the lanes in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly unsafe void Store(double* lanes) => Store(_sum, _error, lanes);

    /// <summary>x·y − product, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ProductError(TVector x, TVector y, TVector product)
    {
        if (TSimd.IsFused)
            return TSimd.FusedMultiplyAdd(x, y, TSimd.Negate(product));

        // Twelve leading digits and twelve others: the four products of such halves are exact (Dekker 1971).
        TVector leading = TSimd.BroadcastInt32(unchecked((int)0xFFFFF000));
        TVector xHigh = TSimd.And(x, leading), yHigh = TSimd.And(y, leading);
        TVector xLow = TSimd.Subtract(x, xHigh), yLow = TSimd.Subtract(y, yHigh);
        TVector error = TSimd.Subtract(TSimd.Multiply(xHigh, yHigh), product);
        error = TSimd.Add(TSimd.Add(error, TSimd.Multiply(xHigh, yLow)), TSimd.Multiply(xLow, yHigh));
        return TSimd.Add(error, TSimd.Multiply(xLow, yLow));
    }

    // The vectors go by value: were the struct's address handed to a call, it would have to live in memory while it is added up.
    private static unsafe void Store(TVector sum, TVector error, double* lanes)
    {
        float* sums = stackalloc float[TSimd.Width], errors = stackalloc float[TSimd.Width];
        TSimd.Store(sums, sum);
        TSimd.Store(errors, error);
        for (int i = 0; i < TSimd.Width; i++)
            lanes[i] = float.IsNaN(errors[i]) ? sums[i] : (double)sums[i] + errors[i];
    }
}
