using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Activations;

/// <summary>A function y = f(x) with a slope whose derivative can be told from its value alone.</summary>
internal interface IActivation
{
    static abstract TVector Apply<TSimd, TVector>(TVector x, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>dy/dx at the place where the value is y.</summary>
    static abstract TVector Derivative<TSimd, TVector>(TVector y, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
