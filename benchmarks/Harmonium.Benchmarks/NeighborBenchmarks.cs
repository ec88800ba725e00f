using BenchmarkDotNet.Attributes;

namespace Harmonium.Benchmarks;

/// <summary>
/// The latency between two cores: one message to another thread and its answer, through one variable in memory.
/// It is tens of nanoseconds to about a hundred if the cores share a cache, and several hundred if they do not. The speedup of two threads depends on it.
/// </summary>
public class NeighborBenchmarks
{
    private const int Asked = 1;
    private const int Answered = 0;
    private const int Over = 2;
    private const int Messages = 10_000;

    // The variable has its cache lines to itself.
    private readonly int[] _line = new int[64];
    private Thread _other = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _other = new Thread(Answer) { IsBackground = true };
        _other.Start();
    }

    [GlobalCleanup]
    public void Finish()
    {
        Volatile.Write(ref _line[32], Over);
        _other.Join();
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public void ThereAndBack()
    {
        for (int i = 0; i < Messages; i++)
        {
            Volatile.Write(ref _line[32], Asked);
            while (Volatile.Read(ref _line[32]) != Answered)
            {
                // The reply latency is measured, so the thread spins without a pause.
            }
        }
    }

    private void Answer()
    {
        for (int seen; (seen = Volatile.Read(ref _line[32])) != Over;)
        {
            if (seen == Asked)
                Volatile.Write(ref _line[32], Answered);
        }
    }
}
