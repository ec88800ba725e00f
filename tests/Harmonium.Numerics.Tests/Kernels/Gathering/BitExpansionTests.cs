using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Gathering;

namespace Harmonium.Numerics.Tests.Kernels.Gathering;

public sealed class BitExpansionTests
{
    [Fact]
    public void Bits_are_expanded_and_row_padding_is_not_written()
    {
        foreach (CpuDevice device in Devices.All)
        {
            foreach ((int rows, int columns) in new[] { (0, 3), (3, 0), (1, 1), (2, 3), (3, 15), (2, 16), (5, 17), (2, 63), (2, 64), (3, 65),
                (2, 128), (4, 197) })
            {
                Tensor expected = Samples.Binary(device, 1, rows, columns, 0.5), target = Tensor.Aligned(device, rows, columns);
                target.Block.Fill(-5);
                BitExpansion.Run(new Processor(device.Workers, device.Width), States.From(expected).Bits!, 0, target.AsView());
                Assert.Equal(expected.Numbers(), target.Numbers());
                for (int i = 0; i < target.Block.Length; i++)
                    Assert.True(i % target.RowStride < columns || target.Block[i] == -5);
            }
        }
    }
}
