using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Experiments.Speed;

/// <summary>
/// Measures products, sampling, training steps and annealing, each on all threads and on one thread, with the peak of the same threads. Every result is the
/// best of many repeats, so that other load on the computer has little effect. An epoch is timed in short pieces, and its time is the fastest piece times the
/// number of pieces, because a whole epoch on a shared computer is rarely undisturbed.
/// </summary>
internal sealed class SpeedBenchmark
{
    private const int Visible = 784;

    private readonly TimeProvider _clock;
    private readonly Dataset _data;

    /// <summary>Creates a benchmark that trains on MNIST if it is found, and otherwise on synthetic images of the same size and density.</summary>
    public SpeedBenchmark(DataLocations locations, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(locations);
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        NamedSet mnist = NamedSet.Find("mnist")!;
        _data = locations.Find(mnist) is null ? StandIn() : DataSource.Open("mnist", locations, DataLimits.Default, new DataOptions()).Train;
    }

    /// <summary>Returns the names of all results: each case with the given number of threads and with one thread.</summary>
    /// <param name="threads">The number of threads of the multithreaded cases.</param>
    public static IReadOnlyList<string> NamesOf(int threads) =>
        [.. RunsOf(StandInOf(1), threads).Select(run => run.Name)];

    /// <summary>Gets the name of the training data.</summary>
    public string Data => _data.Origin.Length > 0 ? $"{_data.Name} ({_data.Origin})" : _data.Name;

    /// <summary>
    /// Measures the cases or results with the given name. If there are none, measures all results whose names contain it. An empty name selects all.
    /// </summary>
    /// <param name="threads">The number of threads of the multithreaded cases.</param>
    /// <param name="filter">The name, or a substring of names.</param>
    /// <param name="progress">Receives each result.</param>
    /// <param name="cancel">Stops between cases.</param>
    /// <exception cref="ArgumentException">Thrown when no name matches.</exception>
    public SpeedReport Run(int threads, string filter = "", IProgress<SpeedResult>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (SpeedCase Case, int Threads, string Name)[] all = [.. RunsOf(_data, threads)],
            chosen = [.. all.Where(run => Same(run.Name, filter) || Same(run.Case.Name, filter))];
        if (chosen.Length == 0)
            chosen = [.. all.Where(run => run.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
        if (chosen.Length == 0)
            throw new ArgumentException($"No case has “{filter}” in its name.", nameof(filter));
        List<SpeedResult> results = [];
        foreach ((SpeedCase speedCase, int count, string name) in chosen)
        {
            cancel.ThrowIfCancellationRequested();
            SpeedResult result = Measure(speedCase, count, name);
            results.Add(result);
            progress?.Report(result);
        }

        return new SpeedReport(Processor.Name, Environment.ProcessorCount, (int)VectorWidths.Widest, Data, results);
    }

    private static IEnumerable<(SpeedCase Case, int Threads, string Name)> RunsOf(Dataset data, int threads) =>
        from speedCase in new SpeedCases(data).All
        from count in threads == 1 ? [1] : (int[])[threads, 1]
        select (speedCase, count, count == 1 ? speedCase.Name + "-t1" : speedCase.Name);

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private SpeedResult Measure(SpeedCase speedCase, int threads, string name)
    {
        // Long enough for undisturbed moments on a busy computer, and for hundreds of repeats of a step.
        TimeSpan least = TimeSpan.FromSeconds(1.5);
        const int LeastRuns = 3;
        CpuDevice device = new(threads);
        SpeedWork work = speedCase.Prepare(device);
        work.Piece();
        double peak = device.MeasurePeak(_clock);
        List<double> times = [];
        long start = _clock.GetTimestamp();
        for (int piece = 0; piece < LeastRuns * work.Pieces || _clock.GetElapsedTime(start) < least; piece++)
        {
            long before = _clock.GetTimestamp();
            work.Piece();
            times.Add(_clock.GetElapsedTime(before).TotalSeconds * work.Pieces);
        }

        times.Sort();
        (double best, double median) = (times[0], times[times.Count / 2]);

        peak = Math.Max(peak, device.MeasurePeak(_clock));
        return new SpeedResult(name, threads, best, median, work.Operations > 0 ? work.Operations / best / 1e9 : null, peak);
    }

    private static Dataset StandIn() => StandInOf(10_000);

    /// <summary>Returns gray images of 28 × 28 pixels with random discs. As in MNIST, 19 % of the pixels are not black.</summary>
    private static Dataset StandInOf(int count)
    {
        byte[] pixels = new byte[count * Visible];
        RandomStream random = RandomStream.For(1, Purpose.General);
        for (int image = 0; image < count; image++)
        {
            for (uint disc = 0; disc < 6; disc++)
            {
                (uint a, uint b, uint c, uint d) = random.Block(disc, (uint)image);
                double x = 5 + (a % 18), y = 5 + (b % 18), radius = 2 + (c % 100 / 60.0), ink = 120 + (d % 136);
                for (int pixel = 0; pixel < Visible; pixel++)
                {
                    double distance = Math.Sqrt(Math.Pow((pixel % 28) - x, 2) + Math.Pow((pixel / 28) - y, 2));
                    byte value = (byte)(ink * Math.Clamp(radius + 0.5 - distance, 0, 1));
                    pixels[(image * Visible) + pixel] = Math.Max(pixels[(image * Visible) + pixel], value);
                }
            }
        }

        return new Dataset("stand-in", new ByteExamples(pixels, Visible, 1 / 255f), ItemShape.Image(28, 28))
        {
            Origin = "synthetic images of MNIST's size and density; set HARMONIUM_DATA to measure on MNIST",
        };
    }
}
