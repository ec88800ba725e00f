using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>Reduces sixteen numbers with their rounding errors to one double, always in the same order: lanes 4 apart first, then the four results.</summary>
internal static unsafe class SixteenLanes
{
    internal const int Count = 16;

    /// <summary>The sum. If it overflowed, the rounding errors are meaningless and are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Sum(float* numbers, float* roundings)
    {
        Vector256<double> plain = Vector256<double>.Zero, exact = Vector256<double>.Zero;
        for (int i = 0; i < Count; i += 4)
        {
            Vector256<double> number = Doubles(numbers + i);
            plain += number;
            exact += number + Doubles(roundings + i);
        }

        double sum = exact[0] + exact[1] + (exact[2] + exact[3]);
        return double.IsNaN(sum) ? plain[0] + plain[1] + (plain[2] + plain[3]) : sum;
    }

    /// <summary>The product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Product(float* numbers, float* roundings)
    {
        Vector256<double> product = Vector256<double>.One;
        for (int i = 0; i < Count; i += 4)
            product *= Doubles(numbers + i) + Doubles(roundings + i);
        return product[0] * product[1] * (product[2] * product[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Doubles(float* source)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(Vector128.Load(source));
        return Vector256.Create(lower, upper);
    }
}
