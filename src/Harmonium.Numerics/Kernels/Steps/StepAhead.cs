using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>
/// Asks for what a step of an optimizer comes to later. It passes over numbers in farther caches faster than the processor foresees, since that
/// begins anew at every page of 4 KB.
/// </summary>
internal static unsafe class StepAhead
{
    // 8 KB. Measured on Emerald Rapids, a step of 784-500-500-2000-10 beside the same without: 0.5 KB 0.98, 1 KB 0.97, 2 to 8 KB 0.96.
    private const int Distance = 2048;

    /// <summary>Whether a range is so long that asking pays. Behind a short one lies what others are at work on.</summary>
    internal static bool Pays(int numbers) => numbers >= 4 * Distance;

    /// <summary>Asks for the number that stands as far behind the one at an address as a step asks ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Ask<TSimd, TVector>(float* address)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.PrefetchFar(address + Distance);
}
