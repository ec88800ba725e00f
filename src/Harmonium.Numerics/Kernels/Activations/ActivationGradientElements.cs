using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Elements;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Activations;

/// <summary>
/// gradient[i] · f′, with f′ computed from the value y[i] = f(x). Results too small to matter become 0 (<see cref="Underflow{TSimd, TVector}"/>).
/// </summary>
internal readonly unsafe struct ActivationGradientElements<TActivation>(float* y, float* gradient, float slope) : IElements
    where TActivation : struct, IActivation
{
    private readonly float* _y = y;
    private readonly float* _gradient = gradient;
    private readonly float _slope = slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector At<TSimd, TVector>(nint i, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Underflow<TSimd, TVector>.FaintToZero(TSimd.Multiply(
            Lanes<TSimd, TVector>.Load(_gradient + i, count),
            TActivation.Derivative<TSimd, TVector>(Lanes<TSimd, TVector>.Load(_y + i, count), TSimd.Broadcast(_slope))));
}
