using System.Runtime.CompilerServices;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Parallelism;

namespace Harmonium.Numerics.Tests.Parallelism;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 1000, 1)]
    [InlineData(3, 1000, 16)]
    [InlineData(3, 17, 16)]
    [InlineData(5, 4, 1)]
    [InlineData(8, 1009, 64)]
    [InlineData(4, int.MaxValue, 1 << 20)]
    public void Every_item_belongs_to_exactly_one_range_and_cuts_fall_at_multiples_of_the_granularity(int threads, int items, int granularity)
    {
        var pool = new WorkerPool(threads);
        var ranges = new List<(int Start, int End)>();

        pool.Run(items, (start, end) => { lock (ranges) ranges.Add((start, end)); }, granularity);

        ranges.Sort();
        int expected = 0;
        foreach ((int start, int end) in ranges)
        {
            Assert.Equal(expected, start);
            Assert.Equal(0, start % granularity);
            Assert.True(end > start);
            expected = end;
        }

        Assert.Equal(items, expected);
        Assert.Equal(Math.Min(threads, ((long)items + granularity - 1) / granularity), ranges.Count);
    }

    [Fact]
    public void Ranges_differ_by_at_most_one_grain()
    {
        var pool = new WorkerPool(3);
        var lengths = new List<int>();

        pool.Run(3 * 16 * 5 + 16, (start, end) => { lock (lengths) lengths.Add(end - start); }, 16);

        Assert.Equal([80, 80, 96], lengths.Order());
    }

    [Fact]
    public void No_items_run_no_body()
    {
        new WorkerPool(2).Run(0, (_, _) => Assert.Fail("There was nothing to do."));
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        var pool = new WorkerPool(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Run(-1, (_, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Run(1, (_, _) => { }, granularity: 0));
        Assert.Throws<ArgumentNullException>(() => pool.Run(1, null!));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_hundred_thousand_phases_lose_no_item_and_repeat_none(int threads)
    {
        const int Phases = 100_000;
        var pool = new WorkerPool(threads);
        int[] sums = new int[37];
        int phase = 0;
        Action<int, int> body = (start, end) =>
        {
            for (int i = start; i < end; i++)
                sums[i] += (phase % 7) + 1;
        };
        int expected = 0;

        for (; phase < Phases; phase++)
        {
            pool.Run(sums.Length, body);
            expected += (phase % 7) + 1;
        }

        Assert.All(sums, sum => Assert.Equal(expected, sum));
    }

    [Fact]
    public void Another_thread_of_the_pool_takes_its_range_when_the_caller_is_busy()
    {
        var pool = new WorkerPool(2);
        using var begun = new ManualResetEventSlim();
        int caller = Environment.CurrentManagedThreadId;
        int other = caller;

        pool.Run(2, (start, _) =>
        {
            if (start == 0)
            {
                begun.Wait(TestContext.Current.CancellationToken);
            }
            else
            {
                other = Environment.CurrentManagedThreadId;
                begun.Set();
            }
        });

        Assert.NotEqual(caller, other);
    }

    [Fact]
    public void A_caller_that_finishes_early_waits_for_the_other_threads()
    {
        var pool = new WorkerPool(2);
        using var begun = new ManualResetEventSlim();
        bool done = false;

        pool.Run(2, (start, _) =>
        {
            if (start == 0)
            {
                begun.Wait(TestContext.Current.CancellationToken);
                return;
            }

            begun.Set();
            for (int i = 0; i < 20_000; i++) // much longer than the caller spins
                Thread.SpinWait(10);
            done = true;
        });

        Assert.True(done);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void An_exception_of_any_range_reaches_the_caller_as_thrown_and_the_pool_remains_usable(int threads)
    {
        var pool = new WorkerPool(threads);
        for (int thrower = 0; thrower < 8; thrower++)
        {
            int unlucky = thrower;
            int done = 0;
            var thrown = Assert.Throws<InvalidOperationException>(() => pool.Run(8, (start, end) =>
            {
                if (start <= unlucky && unlucky < end)
                    throw new InvalidOperationException($"item {unlucky}");
                Interlocked.Add(ref done, end - start);
            }));
            Assert.Equal($"item {unlucky}", thrown.Message);
            Assert.Equal(8 - (8 / threads), done);
            Assert.Null(thrown.Data[WorkerPool.OtherExceptions]);

            int sum = 0;
            pool.Run(8, (start, end) => Interlocked.Add(ref sum, end - start));
            Assert.Equal(8, sum);
        }
    }

    [Fact]
    public void When_several_ranges_throw_the_lowest_is_thrown_and_carries_the_others()
    {
        var pool = new WorkerPool(4);

        var thrown = Assert.Throws<InvalidOperationException>(() => pool.Run(4, (start, _) =>
        {
            if (start > 0)
                throw new InvalidOperationException($"range {start}");
        }));

        Assert.Equal("range 1", thrown.Message);
        var others = Assert.IsType<Exception[]>(thrown.Data[WorkerPool.OtherExceptions]);
        Assert.Equal(["range 2", "range 3"], others.Select(other => other.Message));
    }

    [Fact]
    public void A_loop_inside_a_body_runs_on_the_thread_of_that_body()
    {
        var pool = new WorkerPool(3);
        int[] visits = new int[30];

        pool.Run(3, (start, end) =>
        {
            int thread = Environment.CurrentManagedThreadId;
            for (int outer = start; outer < end; outer++)
            {
                int row = outer;
                pool.Run(10, (first, last) =>
                {
                    Assert.Equal(thread, Environment.CurrentManagedThreadId);
                    for (int i = first; i < last; i++)
                        visits[(row * 10) + i]++;
                });
            }
        });

        Assert.All(visits, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Several_callers_may_use_one_pool_at_once()
    {
        var pool = new WorkerPool(2);
        long[] sums = new long[4];
        var callers = Enumerable.Range(0, 4).Select(caller => new Thread(() =>
        {
            for (int phase = 0; phase < 2000; phase++)
                pool.Run(10, (start, end) => Interlocked.Add(ref sums[caller], end - start));
        })).ToArray();

        foreach (Thread caller in callers)
            caller.Start();
        foreach (Thread caller in callers)
            caller.Join();

        Assert.All(sums, sum => Assert.Equal(20_000, sum));
    }

    [Fact]
    public void Threads_of_unreferenced_pools_end()
    {
        Thread[] threads = ThreadsOfDroppedPools(20);

        GC.Collect();
        GC.WaitForPendingFinalizers();

        // An ended thread joins; a leaked thread would block this test.
        Assert.Equal(20, threads.Length);
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public void Finalizing_a_pool_with_invalid_arguments_does_not_end_the_process()
    {
        RefusePool();

        // An exception in a finalizer cannot be caught: a failure would end the test run.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_pool_does_not_keep_a_finished_body_alive(int threads)
    {
        var pool = new WorkerPool(threads);

        WeakReference captured = RunWithCaptured(pool);
        GC.Collect();

        Assert.False(captured.IsAlive);
        GC.KeepAlive(pool);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Thread[] ThreadsOfDroppedPools(int pools)
    {
        var threads = new List<Thread>();
        for (int i = 0; i < pools; i++)
        {
            var pool = new WorkerPool(2);
            using var begun = new ManualResetEventSlim();
            pool.Run(2, (start, _) =>
            {
                if (start == 0)
                {
                    begun.Wait(TestContext.Current.CancellationToken);
                    return;
                }

                lock (threads)
                    threads.Add(Thread.CurrentThread);
                begun.Set();
            });
        }

        return [.. threads];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RefusePool() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunWithCaptured(WorkerPool pool)
    {
        object captured = new();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var everyone = new Barrier(pool.Threads);
        pool.Run(pool.Threads, (_, _) =>
        {
            // No range ends before all have started, so every thread of the pool runs the body.
            everyone.SignalAndWait(cancellation);
            GC.KeepAlive(captured);
        });
        return new WeakReference(captured);
    }
}
