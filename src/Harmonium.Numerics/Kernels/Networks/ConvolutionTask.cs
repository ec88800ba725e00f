using Harmonium.Numerics.Differentiation;

namespace Harmonium.Numerics.Kernels;

/// <summary>One convolution: planes [channels, batch, height, width], filters [filters, channels·side²], results [filters, batch, outHeight, outWidth].</summary>
internal unsafe struct ConvolutionTask
{
    internal ConvolutionShape Shape;
    internal int Batch;
    internal float* Planes;
    internal float* Filters;
    internal float* Results;

    /// <summary>What the filters' gradient is summed in, one [filters, channels·side²] a chunk.</summary>
    internal float* FilterGradients;

    /// <summary>The gradient of the planes; null where it is not wanted.</summary>
    internal float* PlaneGradients;

    // Patches of about so many numbers, half a megabyte, stay in the second-level cache between being written and being multiplied.
    private const int NumbersAChunk = 131_072;

    /// <summary>The numbers of one plane of results.</summary>
    internal readonly int Places => Shape.OutputHeight * Shape.OutputWidth;

    /// <summary>How many images are worked on at once.</summary>
    internal readonly int ChunkImages => Math.Clamp(NumbersAChunk / Math.Max(1, Shape.PatchLength * Places), 1, Math.Max(1, Batch));

    /// <summary>How many chunks the batch has.</summary>
    internal readonly int Chunks => (Batch + ChunkImages - 1) / ChunkImages;
}
