using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>
/// Transforms the four words of a block in place, from random bits to numbers of a distribution. The result has the same bits at every vector width.
/// </summary>
internal interface IRandomTransform
{
    void Apply<TSimd, TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
