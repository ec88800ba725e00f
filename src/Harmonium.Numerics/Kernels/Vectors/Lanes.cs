using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>
/// Loads and stores whole vectors within a row and a partial vector at its end, in one code path. Within a row, the count is a constant to the JIT.
/// </summary>
internal static unsafe class Lanes<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Load(float* source, int count) => count == TSimd.Width ? TSimd.Load(source) : TSimd.LoadFirst(source, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(float* target, TVector value, int count)
    {
        if (count == TSimd.Width)
            TSimd.Store(target, value);
        else
            TSimd.StoreFirst(target, value, count);
    }
}
