namespace Harmonium.Numerics;

/// <summary>The memory of tensors on one device.</summary>
internal abstract class TensorStorage
{
    private protected TensorStorage(Device device) => Device = device;

    /// <summary>The device that owns the memory.</summary>
    public Device Device { get; }

    /// <summary>The elements, if this process can access them.</summary>
    internal abstract Span<float> HostSpan { get; }
}
