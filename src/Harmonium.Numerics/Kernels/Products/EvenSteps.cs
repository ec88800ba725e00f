using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>Evenly spaced terms.</summary>
internal readonly unsafe struct EvenSteps(nint a, nint b) : IProductSteps
{
    private readonly nint _a = a;
    private readonly nint _b = b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(ref float* a, ref float* b)
    {
        a += _a;
        b += _b;
    }
}
