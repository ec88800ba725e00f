namespace Harmonium.Numerics;

/// <summary>What keeps tensors and computes with them: the seam behind which a processor or an accelerator stands.</summary>
public abstract class Device
{
    /// <summary>This machine's processor with all its cores.</summary>
    public static Device Default { get; } = new CpuDevice(Environment.ProcessorCount);

    internal abstract TensorStorage Allocate(int count);

    internal abstract TensorStorage Adopt(TensorStorage storage);
}
