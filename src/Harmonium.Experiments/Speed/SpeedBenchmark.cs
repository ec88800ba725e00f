using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Sources;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Experiments.Speed;

/// <summary>
/// Measures products, sampling, training steps and annealing, each on all threads and on one, beside the peak of the same threads.
/// Every figure is the best of many repeats: what the machine can do when nothing else disturbs it. Peaks are found within milliseconds, so an epoch is timed
/// in
/// short pieces too, and counts as so many times the quickest: of whole epochs on a shared machine hardly one is left in peace.
/// </summary>
public sealed class SpeedBenchmark
{
    private const int Visible = 784;

    private readonly TimeProvider _clock;
    private readonly Dataset _data;

    /// <summary>A benchmark that trains on MNIST where it is found, else on images of the same size and density made up from the letters.</summary>
    public SpeedBenchmark(DataLocations locations, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(locations);
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        NamedSet mnist = NamedSet.Find("mnist")!;
        _data = locations.Find(mnist) is null ? StandIn() : DataSource.Open("mnist", locations, DataLimits.Default, new DataOptions()).Train;
    }

    /// <summary>The names of all results: of each case with a number of threads, and with one.</summary>
    /// <param name="threads">How many threads the cases take beside one.</param>
    public static IReadOnlyList<string> NamesOf(int threads) =>
        [.. RunsOf(StandInOf(1), threads).Select(run => run.Name)];

    /// <summary>What the training cases learn from.</summary>
    public string Data => _data.Origin.Length > 0 ? $"{_data.Name} ({_data.Origin})" : _data.Name;

    /// <summary>
    /// Measures the cases of a name, or the single result of one, or where there is neither the results whose name contains the text; all when it is empty.
    /// </summary>
    /// <param name="threads">How many threads the cases take beside one.</param>
    /// <param name="filter">The name to measure, or a part of the names.</param>
    /// <param name="progress">Is told each result as it comes.</param>
    /// <param name="cancel">Asks to stop between cases.</param>
    /// <exception cref="ArgumentException">Nothing is so named.</exception>
    public SpeedReport Run(int threads, string filter = "", IProgress<SpeedResult>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (SpeedCase Case, int Threads, string Name)[] all = [.. RunsOf(_data, threads)],
            chosen = [.. all.Where(run => Same(run.Name, filter) || Same(run.Case.Name, filter))];
        if (chosen.Length == 0)
            chosen = [.. all.Where(run => run.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
        if (chosen.Length == 0)
            throw new ArgumentException($"No case is called, or has in its name, “{filter}”.", nameof(filter));
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
        // Long enough for quiet moments to occur on a busy machine, and for a step to be repeated hundreds of times.
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

    /// <summary>Images of 28 × 28 pixels of which 19 % are not black, with gray values, as those of MNIST: blots of random discs.</summary>
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
            Origin = "made-up blots of MNIST's size and density; set HARMONIUM_DATA to measure on MNIST",
        };
    }
}
