using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>A product that is computed some rows at a time.</summary>
internal unsafe interface IProductRows
{
    /// <summary>Computes rows [start, end), contiguously.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="into">The address of row 0 of the result.</param>
    void Compute<TSimd, TVector>(int start, int end, float* into)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
