using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>A convolution: planes [channels, height, width, batch], results [filters, outHeight, outWidth, batch].</summary>
internal unsafe struct ConvolutionTask
{
    internal ConvolutionShape Shape;
    internal int Batch;
    internal float* Planes;
    internal float* Results;
}
