using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Activations;

/// <summary>A function y = f(x) with a slope. Its derivative is computed from the value y alone.</summary>
internal interface IActivation
{
    static abstract TVector Apply<TSimd, TVector>(TVector x, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>The derivative dy/dx, given the value y.</summary>
    static abstract TVector Derivative<TSimd, TVector>(TVector y, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
