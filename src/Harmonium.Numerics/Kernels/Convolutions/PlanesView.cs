using Harmonium.Numerics.Kernels.Execution;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>A view of feature maps for kernels: contiguous [channels, height, width, batch].</summary>
/// <param name="numbers">The elements.</param>
/// <param name="channels">The number of channels.</param>
/// <param name="height">The height of a plane.</param>
/// <param name="width">The width of a plane.</param>
/// <param name="batch">The number of images.</param>
internal readonly unsafe struct PlanesView(in MatrixView numbers, int channels, int height, int width, int batch)
{
    /// <summary>The elements.</summary>
    internal readonly MatrixView Numbers = numbers;

    internal readonly int Channels = channels;
    internal readonly int Height = height;
    internal readonly int Width = width;
    internal readonly int Batch = batch;

    /// <summary>The address of the first element.</summary>
    internal float* Address => Numbers.Address;
}
