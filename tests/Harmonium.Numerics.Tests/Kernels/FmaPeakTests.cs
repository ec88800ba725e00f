using Harmonium.Numerics.Kernels;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Kernels;

public sealed class FmaPeakTests
{
    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void The_peak_is_the_operations_of_all_threads_in_the_shortest_repeat(VectorWidth width)
    {
        // 100,000 rounds of 12 fused multiply-adds, two operations per lane, on two threads. By this clock, the repeats take 4, 2 and 3 seconds.
        double operations = 100_000.0 * 12 * 2 * ((int)width / 32) * 2;
        Assert.Equal(operations / 2 / 1e9, FmaPeak.Measure(new WorkerPool(2), width, new ScriptedClock(0, 4, 10, 12, 20, 23), repeats: 3), 1e-12);
    }

    private sealed class ScriptedClock(params long[] seconds) : TimeProvider
    {
        private int _next;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => seconds[_next++];
    }
}
