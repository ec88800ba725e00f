using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>Vectors of eight 32-bit words.</summary>
internal readonly struct Words256 : IWords<Vector256<float>>
{
    public static Vector256<float> Indices => Vector256<uint>.Indices.AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(uint word) => Vector256.Create(word).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b)
    {
        if (Avx2.IsSupported)
            return Avx2.Multiply(a.AsUInt32(), b.AsUInt32()).AsSingle();
        Vector256<ulong> lower = Vector256.Create(0xFFFFFFFFUL);
        return ((a.AsUInt64() & lower) * (b.AsUInt64() & lower)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Upper(Vector256<float> a) => (a.AsUInt64() >> 32).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Merge(Vector256<float> even, Vector256<float> odd) =>
        Vector256.ConditionalSelect(Vector256.Create(0xFFFFFFFFUL), even.AsUInt64(), odd.AsUInt64() << 32).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Xor(Vector256<float> a, Vector256<float> b, Vector256<float> c) => a ^ b ^ c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Min(Vector256<float> a, Vector256<float> b) => Vector256.Min(a.AsUInt32(), b.AsUInt32()).AsSingle();
}
