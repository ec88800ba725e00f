using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Operations;

/// <summary>What a reduction adds up: a term made of a number and the one that stands beside it.</summary>
internal interface ITerm
{
    /// <summary>Whether there is a number beside; otherwise y is x.</summary>
    static abstract bool HasPartner { get; }

    static abstract void AddTo<TSimd, TVector>(ref TVector sum, ref TVector error, TVector x, TVector y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
