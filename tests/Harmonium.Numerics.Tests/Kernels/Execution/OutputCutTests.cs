using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Parallelism;

namespace Harmonium.Numerics.Tests.Kernels.Execution;

public sealed class OutputCutTests
{
    [Fact]
    public void Every_element_is_covered_once_and_boundaries_are_multiples_of_the_grain()
    {
        foreach (int threads in new[] { 1, 2, 3, 5, 16 })
        {
            // The number of blocks follows from the threads given to the cut; a pool with one thread runs them all.
            foreach (WorkerPool pool in new[] { new WorkerPool(1), new WorkerPool(3) })
            {
                foreach (int rows in new[] { 0, 1, 7, 8, 9, 37 })
                {
                    foreach (int columns in new[] { 0, 1, 63, 64, 65, 383, 384, 385, 1000 })
                        AssertCovered(pool, threads, rows, columns, rowGrain: 1 + (7 * (rows % 2)));
                }
            }
        }
    }

    [Fact]
    public void Very_many_rows_are_covered_too()
    {
        long covered = 0;
        OutputCut.ByRows(200_000_000, 10, threads: 32).Run(new WorkerPool(1), (r0, r1, c0, c1) => covered += (long)(r1 - r0) * (c1 - c0));
        Assert.Equal(2_000_000_000, covered);
    }

    private static void AssertCovered(WorkerPool pool, int threads, int rows, int columns, int rowGrain)
    {
        foreach (OutputCut cut in new[] { OutputCut.ByRows(rows, columns, threads, rowGrain), OutputCut.ByColumns(rows, columns, threads, rowGrain) })
            AssertCovered(pool, cut, rows, columns, rowGrain);
    }

    private static void AssertCovered(WorkerPool pool, OutputCut cut, int rows, int columns, int rowGrain)
    {
        int[] times = new int[rows * columns];
        cut.Run(pool, (r0, r1, c0, c1) =>
        {
            Assert.True(r0 % rowGrain == 0 && (r1 % rowGrain == 0 || r1 == rows));
            Assert.True(c0 % OutputCut.ColumnGrain == 0 && (c1 % OutputCut.ColumnGrain == 0 || c1 == columns));
            for (int row = r0; row < r1; row++)
            {
                for (int column = c0; column < c1; column++)
                    Interlocked.Increment(ref times[(row * columns) + column]);
            }
        });
        Assert.DoesNotContain(times, count => count != 1);
    }
}
