using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Harmonium.Mathematics;

/// <summary>
/// Σ log(1 + exp(z)) in double, eight numbers at a time, as Σ max(z, 0) + log Π (1 + exp(−|z|)). The factors lie in (1, 2], so the product takes one
/// logarithm per lane instead of one per number and loses no digits. The length of a buffer in double is a multiple of the number of lanes. The
/// caller fills the end with <see cref="Padding"/>.
/// </summary>
internal static class SoftplusSum
{
    /// <summary>The number of values processed at a time. It is the same on every processor, so that results do not depend on the vector width.</summary>
    internal const int Lanes = 8;

    /// <summary>A z so small that softplus(z) adds 0 to any sum.</summary>
    internal const double Padding = -1e9;

    private const int FloatLanes = 2 * Lanes;

    // The number of values that share a product. A factor is at most 2, so the product of a lane stays below 2^512.
    private const int Block = 512 * Lanes;

    /// <summary>The length of a buffer for a given count.</summary>
    internal static int PaddedLength(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>Σ softplus(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Of(ReadOnlySpan<double> z)
    {
        ref double first = ref MemoryMarshal.GetReference(z);
        double total = 0;
        for (int start = 0; start < z.Length; start += Block)
        {
            Vector512<double> sum = Vector512<double>.Zero, product = Vector512<double>.One;
            int end = Math.Min(start + Block, z.Length) - Lanes;
            for (int i = start; i <= end; i += Lanes)
                Add(Vector512.LoadUnsafe(ref first, (nuint)i), ref sum, ref product);
            total += Vector512.Sum(sum) + LogOfLanes(product);
        }

        return total;
    }

    /// <summary>Σ softplus(z + factor · row).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Of(ReadOnlySpan<double> z, ReadOnlySpan<double> row, double factor)
    {
        ref double first = ref MemoryMarshal.GetReference(z), firstOfRow = ref MemoryMarshal.GetReference(row);
        Vector512<double> scale = Vector512.Create(factor);
        int length = Math.Min(z.Length, row.Length);
        double total = 0;
        for (int start = 0; start < length; start += Block)
        {
            Vector512<double> sum = Vector512<double>.Zero, product = Vector512<double>.One;
            int end = Math.Min(start + Block, length) - Lanes;
            for (int i = start; i <= end; i += Lanes)
                Add(Vector512.LoadUnsafe(ref first, (nuint)i) + (scale * Vector512.LoadUnsafe(ref firstOfRow, (nuint)i)), ref sum, ref product);
            total += Vector512.Sum(sum) + LogOfLanes(product);
        }

        return total;
    }

    /// <summary>Sets z = z + factor · row and returns Σ softplus(z), in one pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double AfterAdding(Span<double> z, ReadOnlySpan<double> row, double factor)
    {
        ref double first = ref MemoryMarshal.GetReference(z), firstOfRow = ref MemoryMarshal.GetReference(row);
        Vector512<double> scale = Vector512.Create(factor);
        int length = Math.Min(z.Length, row.Length);
        double total = 0;
        for (int start = 0; start < length; start += Block)
        {
            Vector512<double> sum = Vector512<double>.Zero, product = Vector512<double>.One;
            int end = Math.Min(start + Block, length) - Lanes;
            for (int i = start; i <= end; i += Lanes)
            {
                Vector512<double> changed = Vector512.LoadUnsafe(ref first, (nuint)i) + (scale * Vector512.LoadUnsafe(ref firstOfRow, (nuint)i));
                changed.StoreUnsafe(ref first, (nuint)i);
                Add(changed, ref sum, ref product);
            }

            total += Vector512.Sum(sum) + LogOfLanes(product);
        }

        return total;
    }

    /// <summary>
    /// Σ softplus(to · input + bias) − softplus(from · input + bias): the change of one row's log-weight in one annealing step. Both sums are taken
    /// in double because their difference is far smaller than either.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Difference(ReadOnlySpan<float> input, ReadOnlySpan<float> bias, double from, double to)
    {
        ref float firstInput = ref MemoryMarshal.GetReference(input), firstBias = ref MemoryMarshal.GetReference(bias);
        Vector512<double> low = Vector512.Create(from), high = Vector512.Create(to);
        int length = Math.Min(input.Length, bias.Length), whole = length - (length % FloatLanes);
        double total = 0;
        for (int start = 0; start < whole; start += Block)
        {
            Vector512<double> sum = Vector512<double>.Zero, before = Vector512<double>.One, after = Vector512<double>.One;
            int end = Math.Min(start + Block, whole) - FloatLanes;
            for (int i = start; i <= end; i += FloatLanes)
                AddDifference(ref firstInput, ref firstBias, i, low, high, ref sum, ref before, ref after);
            total += Vector512.Sum(sum) + LogOfLanes(after / before);
        }

        if (whole < length)
        {
            Span<float> lastInput = stackalloc float[FloatLanes], lastBias = stackalloc float[FloatLanes];
            lastInput.Clear();
            lastBias.Fill((float)Padding);
            input[whole..length].CopyTo(lastInput);
            bias[whole..length].CopyTo(lastBias);
            Vector512<double> sum = Vector512<double>.Zero, before = Vector512<double>.One, after = Vector512<double>.One;
            AddDifference(ref MemoryMarshal.GetReference(lastInput), ref MemoryMarshal.GetReference(lastBias), 0, low, high, ref sum, ref before, ref after);
            total += Vector512.Sum(sum) + LogOfLanes(after / before);
        }

        return total;
    }

    /// <summary>log(1 + exp(z)) of one number.</summary>
    internal static double Softplus(double z) => Math.Max(z, 0) + double.LogP1(Math.Exp(-Math.Abs(z)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<double> z, ref Vector512<double> sum, ref Vector512<double> product)
    {
        sum += Vector512.MaxNative(z, Vector512<double>.Zero);
        product *= Factor(z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddDifference(
        ref float input,
        ref float bias,
        int i,
        Vector512<double> low,
        Vector512<double> high,
        ref Vector512<double> sum,
        ref Vector512<double> before,
        ref Vector512<double> after)
    {
        Vector512<float> x = Vector512.LoadUnsafe(ref input, (nuint)i), b = Vector512.LoadUnsafe(ref bias, (nuint)i);
        AddDifference(Vector512.WidenLower(x), Vector512.WidenLower(b), low, high, ref sum, ref before, ref after);
        AddDifference(Vector512.WidenUpper(x), Vector512.WidenUpper(b), low, high, ref sum, ref before, ref after);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddDifference(
        Vector512<double> x,
        Vector512<double> b,
        Vector512<double> low,
        Vector512<double> high,
        ref Vector512<double> sum,
        ref Vector512<double> before,
        ref Vector512<double> after)
    {
        Vector512<double> u = Vector512.FusedMultiplyAdd(low, x, b), v = Vector512.FusedMultiplyAdd(high, x, b);
        sum += Vector512.MaxNative(v, Vector512<double>.Zero) - Vector512.MaxNative(u, Vector512<double>.Zero);
        before *= Factor(u);
        after *= Factor(v);
    }

    private static double LogOfLanes(Vector512<double> product)
    {
        double sum = 0;
        for (int lane = 0; lane < Lanes; lane++)
            sum += Math.Log(product.GetElement(lane));
        return sum;
    }

    /// <summary>
    /// 1 + exp(x), x = −|z|, with the exponential accurate to 1e-14 of its value: x = n ln 2 + r with |r| ≤ ½ ln 2, a Taylor polynomial of degree 11
    /// in r, times 2ⁿ through the exponent bits. Below −708 the result is exp(−708). Measured to be several times as fast as the library function.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Factor(Vector512<double> z)
    {
        const double roundToInteger = 6755399441055744; // 1.5 · 2^52: after an addition, the lowest bits are the added integer.
        Vector512<double> x = Vector512.MaxNative(-Vector512.Abs(z), Vector512.Create(-708.0));
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.4426950408889634), Vector512.Create(roundToInteger));
        Vector512<double> n = shifted - Vector512.Create(roundToInteger);
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.6931471803691238), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.9082149292705877e-10), r);
        Vector512<double> p = Vector512.FusedMultiplyAdd(Vector512.Create(1.0 / 39916800), r, Vector512.Create(1.0 / 3628800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 362880));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 40320));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 5040));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 720));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 120));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 24));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 6));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<double>.One);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<double>.One);
        return Vector512<double>.One + (p.AsInt64() + Vector512.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
    }
}
