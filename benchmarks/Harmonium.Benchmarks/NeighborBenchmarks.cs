using BenchmarkDotNet.Attributes;

namespace Harmonium.Benchmarks;

/// <summary>
/// How far apart two cores are: a message to another thread and its answer, through one number in memory. Tens of nanoseconds to about a hundred where the
/// cores
/// share a cache, several hundred where they do not; what two threads gain depends on it.
/// </summary>
public class NeighborBenchmarks
{
    private const int Asked = 1;
    private const int Answered = 0;
    private const int Over = 2;
    private const int Messages = 10_000;

    // Alone in its cache lines.
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
                // The answer is what is timed: no pause.
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
