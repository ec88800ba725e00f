using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Elements;

/// <summary>An element-wise computation.</summary>
internal interface IElements
{
    /// <summary>The elements from index <paramref name="i"/> on; <paramref name="count"/> lanes are used.</summary>
    TVector At<TSimd, TVector>(nint i, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
