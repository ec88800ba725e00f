using Harmonium.Numerics.Kernels.Execution;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>Feature maps as kernels see them: [channels, height, width, batch] without gaps.</summary>
/// <param name="numbers">The numbers.</param>
/// <param name="channels">The planes of one image.</param>
/// <param name="height">Their height.</param>
/// <param name="width">Their width.</param>
/// <param name="batch">How many images.</param>
internal readonly unsafe struct PlanesView(in MatrixView numbers, int channels, int height, int width, int batch)
{
    /// <summary>The numbers.</summary>
    internal readonly MatrixView Numbers = numbers;

    internal readonly int Channels = channels;
    internal readonly int Height = height;
    internal readonly int Width = width;
    internal readonly int Batch = batch;

    /// <summary>Where the first number stands.</summary>
    internal float* Address => Numbers.Address;
}
