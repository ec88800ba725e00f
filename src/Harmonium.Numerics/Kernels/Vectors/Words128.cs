using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>Vectors of four 32-bit words.</summary>
internal readonly struct Words128 : IWords<Vector128<float>>
{
    public static Vector128<float> Indices => Vector128<uint>.Indices.AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(uint word) => Vector128.Create(word).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b)
    {
        if (Sse2.IsSupported)
            return Sse2.Multiply(a.AsUInt32(), b.AsUInt32()).AsSingle();
        if (AdvSimd.IsSupported)
        {
            Vector64<uint> x = AdvSimd.ExtractNarrowingLower(a.AsUInt64());
            return AdvSimd.MultiplyWideningLower(x, AdvSimd.ExtractNarrowingLower(b.AsUInt64())).AsSingle();
        }

        Vector128<ulong> lower = Vector128.Create(0xFFFFFFFFUL);
        return ((a.AsUInt64() & lower) * (b.AsUInt64() & lower)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Upper(Vector128<float> a) => (a.AsUInt64() >> 32).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Merge(Vector128<float> even, Vector128<float> odd) =>
        Vector128.ConditionalSelect(Vector128.Create(0xFFFFFFFFUL), even.AsUInt64(), odd.AsUInt64() << 32).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Xor(Vector128<float> a, Vector128<float> b, Vector128<float> c) => a ^ b ^ c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Min(Vector128<float> a, Vector128<float> b) => Vector128.Min(a.AsUInt32(), b.AsUInt32()).AsSingle();
}
