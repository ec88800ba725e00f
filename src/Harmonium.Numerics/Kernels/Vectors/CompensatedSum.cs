using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>
/// Lane-wise sums with their exact rounding errors, as accurate as if summed with twice the digits of float32 (Knuth 1969, TwoSum; Ogita, Rump &amp; Oishi
/// 2005, "Accurate sum and dot product", Sum2 and Dot2): 48 bits without double, at the full vector width.
/// It overflows where float32 does. Both parts start at zero.
/// </summary>
// Two locals instead of a struct of two, because the JIT keeps locals in registers.
internal static class CompensatedSum<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(ref TVector sum, ref TVector error, TVector x)
    {
        TVector next = TSimd.Add(sum, x);
        TVector added = TSimd.Subtract(next, sum);
        TVector lost = TSimd.Add(TSimd.Subtract(sum, TSimd.Subtract(next, added)), TSimd.Subtract(x, added));
        error = TSimd.Add(error, lost);
        sum = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddProduct(ref TVector sum, ref TVector error, TVector x, TVector y)
    {
        TVector product = TSimd.Multiply(x, y);
        error = TSimd.Add(error, ProductError(x, y, product));
        Add(ref sum, ref error, product);
    }

    /// <summary>The sums rounded to float32; infinite after an overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Rounded(TVector sum, TVector error) =>
        TSimd.Select(TSimd.Equal(error, error), TSimd.Add(sum, error), sum);

    /// <summary>x·y − product, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ProductError(TVector x, TVector y, TVector product)
    {
        if (TSimd.IsFused)
            return TSimd.FusedMultiplyAdd(x, y, TSimd.Negate(product));

        // Twelve leading digits and the remaining twelve: the four products of such halves are exact (Dekker 1971).
        TVector leading = TSimd.BroadcastInt32(unchecked((int)0xFFFFF000));
        TVector xHigh = TSimd.And(x, leading), yHigh = TSimd.And(y, leading);
        TVector xLow = TSimd.Subtract(x, xHigh), yLow = TSimd.Subtract(y, yHigh);
        TVector error = TSimd.Subtract(TSimd.Multiply(xHigh, yHigh), product);
        error = TSimd.Add(TSimd.Add(error, TSimd.Multiply(xHigh, yLow)), TSimd.Multiply(xLow, yHigh));
        return TSimd.Add(error, TSimd.Multiply(xLow, yLow));
    }
}
