using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Tests.Kernels.Vectors;

public sealed unsafe class SimdTests
{
    [Fact]
    public void Partial_loads_and_stores_touch_only_the_first_lanes_with_128_bits() => AssertPartial<Simd128, Vector128<float>>();

    [Fact]
    public void Partial_loads_and_stores_touch_only_the_first_lanes_with_256_bits() => AssertPartial<Simd256, Vector256<float>>();

    [Fact]
    public void Partial_loads_and_stores_touch_only_the_first_lanes_with_512_bits() => AssertPartial<Simd512, Vector512<float>>();

    [Fact]
    public void Lanes_compare_choose_and_convert_with_128_bits() => AssertLanes<Simd128, Vector128<float>>();

    [Fact]
    public void Lanes_compare_choose_and_convert_with_256_bits() => AssertLanes<Simd256, Vector256<float>>();

    [Fact]
    public void Lanes_compare_choose_and_convert_with_512_bits() => AssertLanes<Simd512, Vector512<float>>();

    private static void AssertPartial<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int count = 0; count <= TSimd.Width; count++)
        {
            using var source = GuardedNumbers.Random(count, seed: 1);
            using var whole = new GuardedNumbers(TSimd.Width);
            using var part = new GuardedNumbers(count);
            TVector loaded = TSimd.LoadFirst(source.Address, count);
            TSimd.Store(whole.Address, loaded);
            TSimd.StoreFirst(part.Address, loaded, count);
            Assert.Equal([.. source.Span, .. new float[TSimd.Width - count]], whole.Span.ToArray());
            Assert.Equal(source.Span.ToArray(), part.Span.ToArray());
            part.AssertUntouchedAround();
            Assert.Equal((1u << count) - 1, TSimd.TopBits(TSimd.FirstLanes(count)));
        }
    }

    private static void AssertLanes<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        using var a = GuardedNumbers.Random(TSimd.Width, seed: 2, scale: 100);
        using var b = GuardedNumbers.Random(TSimd.Width, seed: 3, scale: 100);
        (a.Span[0], b.Span[1], a.Span[2], b.Span[2], a.Span[3]) = (float.NaN, float.NaN, 7, 7, 2.5f);
        TVector x = TSimd.Load(a.Address), y = TSimd.Load(b.Address);
        Each(TSimd.Select(TSimd.LessThan(x, y), x, y), (p, q) => p < q ? p : q);
        Each(TSimd.Select(TSimd.LessThanOrEqual(x, y), y, x), (p, q) => p <= q ? q : p);
        Each(TSimd.Select(TSimd.Equal(x, y), TSimd.Zero, x), (p, q) => p == q ? 0 : p);
        Each(TSimd.Max(x, y), MathF.Max);
        Each(TSimd.Min(x, y), MathF.Min);
        Each(TSimd.Floor(x), (p, _) => MathF.Floor(p));
        Each(TSimd.Round(x), (p, _) => MathF.Round(p));
        Each(TSimd.AndNot(x, TSimd.BroadcastInt32(int.MinValue)), (p, _) => MathF.Abs(p));
        Each(TSimd.Or(TSimd.Abs(x), TSimd.And(y, TSimd.BroadcastInt32(int.MinValue))), MathF.CopySign);
        Each(TSimd.Xor(x, y), (p, q) => Float(Bits(p) ^ Bits(q)));
        Each(TSimd.AddInt32(x, y), (p, q) => Float(Bits(p) + Bits(q)));
        Each(TSimd.SubtractInt32(x, y), (p, q) => Float(Bits(p) - Bits(q)));
        Each(TSimd.ShiftLeft(x, 5), (p, _) => Float(Bits(p) << 5));
        Each(TSimd.ShiftRightLogical(x, 5), (p, _) => Float(Bits(p) >>> 5));
        Each(TSimd.ShiftRightArithmetic(x, 5), (p, _) => Float(Bits(p) >> 5));
        TVector numbers = TSimd.Select(TSimd.Equal(x, x), x, TSimd.Zero);
        Each(TSimd.FromInt32(TSimd.ToInt32(numbers)), (p, _) => float.IsNaN(p) ? 0 : MathF.Truncate(p) + 0f);

        void Each(TVector found, Func<float, float, float> expected)
        {
            using var lanes = new GuardedNumbers(TSimd.Width);
            TSimd.Store(lanes.Address, found);
            for (int i = 0; i < TSimd.Width; i++)
                Assert.Equal(expected(a.Span[i], b.Span[i]), lanes.Span[i]);
        }
    }

    private static int Bits(float x) => BitConverter.SingleToInt32Bits(x);

    private static float Float(int bits) => BitConverter.Int32BitsToSingle(bits);
}
