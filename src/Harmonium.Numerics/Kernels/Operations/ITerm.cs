using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Operations;

/// <summary>The term of a reduction: a function of an element x and optionally of a second element y.</summary>
internal interface ITerm
{
    /// <summary>True if the term uses y; otherwise y equals x.</summary>
    static abstract bool HasPartner { get; }

    static abstract void AddTo<TSimd, TVector>(ref TVector sum, ref TVector error, TVector x, TVector y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
