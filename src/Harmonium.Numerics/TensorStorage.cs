namespace Harmonium.Numerics;

/// <summary>The memory behind tensors on one device.</summary>
public abstract class TensorStorage
{
    private protected TensorStorage(Device device) => Device = device;

    /// <summary>The device that owns the memory.</summary>
    public Device Device { get; }

    /// <summary>The numbers, where this process can reach them.</summary>
    internal abstract Span<float> HostSpan { get; }
}
