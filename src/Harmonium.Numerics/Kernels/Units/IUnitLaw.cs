using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Units;

/// <summary>Means and draws of units, a vector at a time.</summary>
internal interface IUnitLaw
{
    /// <summary>Whether draws are made of standard normal numbers and not of numbers uniform on (0, 1).</summary>
    static abstract bool IsNormal { get; }

    /// <summary>The mean given the input, the bias and the variance.</summary>
    static abstract TVector Mean<TSimd, TVector>(TVector x, TVector bias, TVector variance)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>The value that a random number gives.</summary>
    static abstract TVector Value<TSimd, TVector>(TVector x, TVector bias, TVector variance, TVector number)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
