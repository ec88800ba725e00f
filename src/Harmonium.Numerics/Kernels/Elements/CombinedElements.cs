using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Elements;

/// <summary>scale · f(a[i], b[i]).</summary>
internal readonly unsafe struct CombinedElements<TFunction>(float* a, float* b, float scale) : IElements
    where TFunction : struct, IBinaryOperation
{
    private readonly float* _a = a;
    private readonly float* _b = b;
    private readonly float _scale = scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector At<TSimd, TVector>(nint i, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(TSimd.Broadcast(_scale),
            TFunction.Apply<TSimd, TVector>(Lanes<TSimd, TVector>.Load(_a + i, count), Lanes<TSimd, TVector>.Load(_b + i, count)));
}
