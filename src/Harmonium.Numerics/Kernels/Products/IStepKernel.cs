using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>An optimizer step on a matrix, one part at a time.</summary>
internal unsafe interface IStepKernel
{
    /// <summary>The largest magnitude of the values after the step.</summary>
    LargestFound Largest { get; }

    /// <summary>The values, and the optimizer state of each.</summary>
    /// <param name="stride">The row stride.</param>
    Destination Destination(nint stride);

    /// <summary>Updates a part of the matrix.</summary>
    /// <param name="first">The index of the part's first element in the matrix.</param>
    /// <param name="stride">The row stride of the matrix.</param>
    /// <param name="rows">The number of rows of the part.</param>
    /// <param name="columns">The number of columns of the part.</param>
    /// <param name="gradient">The gradient of the part's first element.</param>
    /// <param name="gradientStride">The row stride of the gradient.</param>
    /// <param name="largest">Accumulates the largest magnitudes, lane by lane (<see cref="LargestFound.Larger"/>).</param>
    void Rows<TSimd, TVector>(nint first, nint stride, int rows, int columns, float* gradient, nint gradientStride, ref TVector largest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
