using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>A step of an optimizer on a matrix, a part of it at a time.</summary>
internal unsafe interface IStepKernel
{
    /// <summary>The largest magnitude among the values after the step.</summary>
    LargestFound Largest { get; }

    /// <summary>The values, and what the step remembers of each.</summary>
    /// <param name="stride">From a row to the next.</param>
    Destination Destination(nint stride);

    /// <summary>Makes the step in a part of the matrix.</summary>
    /// <param name="first">The part's first number, counted from that of the matrix.</param>
    /// <param name="stride">From a row of the matrix to the next.</param>
    /// <param name="rows">The part's rows.</param>
    /// <param name="columns">The part's columns.</param>
    /// <param name="gradient">The gradient of the part's first number.</param>
    /// <param name="gradientStride">From a row of the gradient to the next.</param>
    /// <param name="largest">Gathers magnitudes, lane by lane (<see cref="LargestFound.Larger"/>).</param>
    void Rows<TSimd, TVector>(nint first, nint stride, int rows, int columns, float* gradient, nint gradientStride, ref TVector largest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}
