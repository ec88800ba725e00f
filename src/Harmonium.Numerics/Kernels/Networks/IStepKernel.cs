namespace Harmonium.Numerics.Kernels;

/// <summary>A step of an optimiser over a range of numbers.</summary>
internal unsafe interface IStepKernel<TSelf> : IRangeKernel
    where TSelf : struct, IStepKernel<TSelf>
{
    /// <summary>The same step by a gradient that lies elsewhere.</summary>
    TSelf By(float* gradient);
}
