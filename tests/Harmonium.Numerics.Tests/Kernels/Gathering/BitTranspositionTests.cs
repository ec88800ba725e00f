using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics.Tests.Kernels.Gathering;

public sealed class BitTranspositionTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Every_bit_is_transposed_and_no_other_bit_is_set(int threads)
    {
        WorkerPool pool = new(threads);
        foreach (int rows in new[] { 0, 1, 7, 63, 64, 65, 130 })
        {
            foreach (int columns in new[] { 0, 1, 31, 63, 64, 65, 127, 200 })
            {
                BitMatrix source = States.From(Samples.Binary(Devices.All[0], rows + (1000 * columns), rows, columns, 0.4)).Bits!;
                BitMatrix target = new(columns, rows);
                target.Words.AsSpan().Fill(ulong.MaxValue); // previous content is overwritten
                BitTransposition.Run(pool, source, target);
                Assert.Equal(source.PopulationCount(), target.PopulationCount());
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < columns; j++)
                        Assert.Equal(source[i, j], target[j, i]);
                }
            }
        }
    }
}
