using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>
/// What becomes of the four words of a block, in place: random bits in, numbers of some distribution out, with the same bits at every vector width.
/// </summary>
internal interface IRandomTransform
{
    void Apply<TSimd, TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
