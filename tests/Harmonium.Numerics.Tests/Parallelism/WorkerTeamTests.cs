using System.Runtime.CompilerServices;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Parallelism;

namespace Harmonium.Numerics.Tests.Parallelism;

public sealed class WorkerTeamTests
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
        var team = new WorkerTeam(threads);
        var ranges = new List<(int Start, int End)>();

        team.Run(items, (start, end) => { lock (ranges) ranges.Add((start, end)); }, granularity);

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
        var team = new WorkerTeam(3);
        var lengths = new List<int>();

        team.Run(3 * 16 * 5 + 16, (start, end) => { lock (lengths) lengths.Add(end - start); }, 16);

        Assert.Equal([80, 80, 96], lengths.Order());
    }

    [Fact]
    public void No_items_are_no_work()
    {
        new WorkerTeam(2).Run(0, (_, _) => Assert.Fail("There was nothing to do."));
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        var team = new WorkerTeam(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(-1, (_, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(1, (_, _) => { }, granularity: 0));
        Assert.Throws<ArgumentNullException>(() => team.Run(1, null!));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_hundred_thousand_phases_lose_no_item_and_repeat_none(int threads)
    {
        const int Phases = 100_000;
        var team = new WorkerTeam(threads);
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
            team.Run(sums.Length, body);
            expected += (phase % 7) + 1;
        }

        Assert.All(sums, sum => Assert.Equal(expected, sum));
    }

    [Fact]
    public void Another_thread_of_the_team_takes_its_range_when_the_caller_is_busy()
    {
        var team = new WorkerTeam(2);
        using var begun = new ManualResetEventSlim();
        int caller = Environment.CurrentManagedThreadId;
        int other = caller;

        team.Run(2, (start, _) =>
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
    public void A_caller_that_is_done_long_before_the_others_waits_for_them()
    {
        var team = new WorkerTeam(2);
        using var begun = new ManualResetEventSlim();
        bool done = false;

        team.Run(2, (start, _) =>
        {
            if (start == 0)
            {
                begun.Wait(TestContext.Current.CancellationToken);
                return;
            }

            begun.Set();
            for (int i = 0; i < 20_000; i++) // far beyond the caller's patience to spin
                Thread.SpinWait(10);
            done = true;
        });

        Assert.True(done);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void An_exception_of_any_range_reaches_the_caller_as_it_was_thrown_and_the_team_goes_on(int threads)
    {
        var team = new WorkerTeam(threads);
        for (int thrower = 0; thrower < 8; thrower++)
        {
            int unlucky = thrower;
            int done = 0;
            var thrown = Assert.Throws<InvalidOperationException>(() => team.Run(8, (start, end) =>
            {
                if (start <= unlucky && unlucky < end)
                    throw new InvalidOperationException($"item {unlucky}");
                Interlocked.Add(ref done, end - start);
            }));
            Assert.Equal($"item {unlucky}", thrown.Message);
            Assert.Equal(8 - (8 / threads), done);
            Assert.Null(thrown.Data[WorkerTeam.OtherExceptions]);

            int sum = 0;
            team.Run(8, (start, end) => Interlocked.Add(ref sum, end - start));
            Assert.Equal(8, sum);
        }
    }

    [Fact]
    public void When_several_ranges_throw_the_lowest_is_thrown_and_carries_the_others()
    {
        var team = new WorkerTeam(4);

        var thrown = Assert.Throws<InvalidOperationException>(() => team.Run(4, (start, _) =>
        {
            if (start > 0)
                throw new InvalidOperationException($"range {start}");
        }));

        Assert.Equal("range 1", thrown.Message);
        var others = Assert.IsType<Exception[]>(thrown.Data[WorkerTeam.OtherExceptions]);
        Assert.Equal(["range 2", "range 3"], others.Select(other => other.Message));
    }

    [Fact]
    public void A_loop_inside_a_body_runs_on_the_thread_of_that_body()
    {
        var team = new WorkerTeam(3);
        int[] visits = new int[30];

        team.Run(3, (start, end) =>
        {
            int thread = Environment.CurrentManagedThreadId;
            for (int outer = start; outer < end; outer++)
            {
                int row = outer;
                team.Run(10, (first, last) =>
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
    public void Several_callers_may_use_one_team_at_once()
    {
        var team = new WorkerTeam(2);
        long[] sums = new long[4];
        var callers = Enumerable.Range(0, 4).Select(caller => new Thread(() =>
        {
            for (int phase = 0; phase < 2000; phase++)
                team.Run(10, (start, end) => Interlocked.Add(ref sums[caller], end - start));
        })).ToArray();

        foreach (Thread caller in callers)
            caller.Start();
        foreach (Thread caller in callers)
            caller.Join();

        Assert.All(sums, sum => Assert.Equal(20_000, sum));
    }

    [Fact]
    public void Threads_of_teams_that_nobody_holds_any_more_end()
    {
        Thread[] threads = ThreadsOfDroppedTeams(20);

        GC.Collect();
        GC.WaitForPendingFinalizers();

        // An ended thread joins; one that leaked would keep this test from ending.
        Assert.Equal(20, threads.Length);
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public void A_team_that_was_refused_does_not_end_the_process_when_it_is_collected()
    {
        RefuseTeam();

        // An exception of a finalizer cannot be caught: this test fails by ending the run.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_body_that_every_thread_has_run_is_not_kept_alive_by_the_team(int threads)
    {
        var team = new WorkerTeam(threads);

        WeakReference captured = RunWithCaptured(team);
        GC.Collect();

        Assert.False(captured.IsAlive);
        GC.KeepAlive(team);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Thread[] ThreadsOfDroppedTeams(int teams)
    {
        var threads = new List<Thread>();
        for (int i = 0; i < teams; i++)
        {
            var team = new WorkerTeam(2);
            using var begun = new ManualResetEventSlim();
            team.Run(2, (start, _) =>
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
    private static void RefuseTeam() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunWithCaptured(WorkerTeam team)
    {
        object captured = new();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var everyone = new Barrier(team.Threads);
        team.Run(team.Threads, (_, _) =>
        {
            // No range ends before all have begun: every thread of the team runs the body.
            everyone.SignalAndWait(cancellation);
            GC.KeepAlive(captured);
        });
        return new WeakReference(captured);
    }
}
