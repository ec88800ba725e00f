using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Units;

/// <summary>The means and samples of a distribution, one vector at a time.</summary>
internal interface IUnitLaw
{
    /// <summary>True if samples are computed from standard normal numbers; false for numbers uniform on (0, 1).</summary>
    static abstract bool IsNormal { get; }

    /// <summary>The mean, given the input, the bias and the variance.</summary>
    static abstract TVector Mean<TSimd, TVector>(TVector x, TVector bias, TVector variance)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>The sample for a random number.</summary>
    static abstract TVector Value<TSimd, TVector>(TVector x, TVector bias, TVector variance, TVector number)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
