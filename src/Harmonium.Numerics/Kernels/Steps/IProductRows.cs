using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>A product of which some rows at a time are wanted.</summary>
internal unsafe interface IProductRows
{
    /// <summary>Computes the rows from start to end, one behind the other without gaps.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="into">Where row 0 would go.</param>
    void Compute<TSimd, TVector>(int start, int end, float* into)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
