using System.Runtime.InteropServices;
using Harmonium.Numerics.Tests.Kernels;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests;

/// <summary>CPU devices of every width with one, two and three threads. Their results must be identical to the bit.</summary>
internal static class Devices
{
    internal static readonly CpuDevice[] All = [.. Widths.All.SelectMany(width => new[] { 1, 2, 3 }.Select(threads => new CpuDevice(threads, width)))];

    /// <summary>
    /// Returns the result of the first device, after checking that all devices give the same bits (within one width if multiply and add are not fused).
    /// </summary>
    internal static float[] SameBitsOnAll(Func<CpuDevice, float[]> run)
    {
        Dictionary<VectorWidth, float[]> results = [];
        foreach (CpuDevice device in All)
        {
            VectorWidth group = Widths.AreFused ? VectorWidth.Bits128 : device.Width;
            float[] result = run(device);
            if (!results.TryAdd(group, result))
                Assert.True(BitsOf(results[group]).SequenceEqual(BitsOf(result)), $"{device.Width} with {device.Threads} threads gives different bits.");
        }

        return results[VectorWidth.Bits128];
    }

    internal static ReadOnlySpan<uint> BitsOf(float[] numbers) => MemoryMarshal.Cast<float, uint>(numbers);
}
