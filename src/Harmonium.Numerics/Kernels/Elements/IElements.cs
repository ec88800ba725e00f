using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Elements;

/// <summary>Numbers that are worked out one by one from others at the same places.</summary>
internal interface IElements
{
    /// <summary>The numbers from place <paramref name="i"/> on; <paramref name="count"/> lanes of them are wanted.</summary>
    TVector At<TSimd, TVector>(nint i, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
