using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Operations;

/// <summary>tanh x; error below 3 units in the last place.</summary>
internal readonly struct HyperbolicTangent : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // tanh |x| = (1 − e^−2|x|)/(1 + e^−2|x|), with the numerator computed without cancellation.
        TVector sign = TSimd.BroadcastInt32(int.MinValue), doubled = TSimd.Multiply(TSimd.Broadcast(-2), TSimd.Abs(x));
        TVector lessOne = VectorFunctions<TSimd, TVector>.ExpLessOneOfNegative(doubled);
        TVector magnitude = TSimd.Divide(TSimd.Negate(lessOne), TSimd.Add(TSimd.Broadcast(2), lessOne));
        return TSimd.Or(TSimd.AndNot(magnitude, sign), TSimd.And(x, sign));
    }
}
