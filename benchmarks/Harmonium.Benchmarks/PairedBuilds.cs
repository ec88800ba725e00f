using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Harmonium.Data;

namespace Harmonium.Benchmarks;

/// <summary>
/// Two or more builds of Harmonium in one process, some steps of learning by each in turn, and the ratios of their times: what else a shared host does meets
/// all of
/// them alike, so that a difference of two per cent shows within a minute where whole runs spread by thirty. Which is loaded first, and where its code lies,
/// moves a ratio
/// by up to one per cent: run both orders.
/// </summary>
internal static class PairedBuilds
{
    private const string Usage = "paired <case> <threads> <seconds> <folder of a build> <folder of another> …";
    private const double TargetMilliseconds = 30;
    private const int WarmSteps = 20;

    internal static int Run(string[] arguments)
    {
        if (arguments is not [string name, string threadsText, string secondsText, string first, .. string[] others]
            || !int.TryParse(threadsText, CultureInfo.InvariantCulture, out int threads) || threads < 1
            || !double.TryParse(secondsText, CultureInfo.InvariantCulture, out double seconds)
            || !LearningSteps.Names.Contains(name))
        {
            Console.Error.WriteLine($"Expected: {Usage}; the cases: {string.Join(", ", LearningSteps.Names)}.");
            return 2;
        }

        string[] folders = [first, .. others];
        if (folders.FirstOrDefault(folder => !File.Exists(Path.Combine(folder, "Harmonium.dll"))) is string missing)
        {
            Console.Error.WriteLine($"“{missing}” holds no Harmonium.dll; expected the output folder of a build, such as " +
                "src/Harmonium.Cli/bin/Release/net10.0 of another checkout.");
            return 2;
        }

        Action<int>[] builds;
        try
        {
            builds = [.. folders.Select(folder => Load(folder, name, threads))];
        }
        // The type belongs to the build that threw it.
        catch (Exception exception) when (exception.GetType().FullName == typeof(DataFileException).FullName)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }

        foreach (Action<int> build in builds)
            build(WarmSteps);
        int steps = Math.Max(1, (int)(TargetMilliseconds / Time(builds[0], 1)));
        List<double>[] times = [.. folders.Select(_ => new List<double>())];
        long begin = Stopwatch.GetTimestamp();
        for (int round = 0; Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds; round++)
        {
            // Each build is the first in turn.
            for (int k = 0; k < builds.Length; k++)
            {
                int build = (k + round) % builds.Length;
                times[build].Add(Time(builds[build], steps));
            }
        }

        for (int i = 0; i < folders.Length; i++)
        {
            double[] sorted = [.. times[i].Order()], ratios = [.. times[i].Zip(times[0], (time, ofFirst) => time / ofFirst).Order()];
            // The standard error of a median is 1.25 standard deviations / √n; half of what the middle 68 % span stands for the deviation.
            double error = 1.25 * (Quantile(ratios, 0.84) - Quantile(ratios, 0.16)) / 2 / Math.Sqrt(ratios.Length);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{folders[i]}: {Quantile(ratios, 0.5):F4} ± {error:F4} of the first; a step {sorted[0]:F3} ms at best, {Quantile(sorted, 0.1):F3} at the " +
                    $"tenth, median {Quantile(sorted, 0.5):F3} ({sorted.Length} times {steps} steps)"));
        }

        return 0;
    }

    private static double Time(Action<int> build, int steps)
    {
        long start = Stopwatch.GetTimestamp();
        build(steps);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / steps;
    }

    private static double Quantile(double[] sorted, double at) => sorted[(int)(at * (sorted.Length - 1))];

    /// <summary>Loads a build together with a copy of this assembly, so that the benchmark code binds to that build.</summary>
    private static Action<int> Load(string folder, string name, int threads)
    {
        BuildContext context = new(Path.GetFullPath(folder));
        Type steps = context.LoadFromAssemblyPath(typeof(PairedBuilds).Assembly.Location).GetType(typeof(LearningSteps).FullName!)!;
        MethodInfo prepare = steps.GetMethod(nameof(LearningSteps.Prepare), BindingFlags.Static | BindingFlags.NonPublic)!;
        return (Action<int>)prepare.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [name, threads], culture: null)!;
    }

    private sealed class BuildContext(string folder) : AssemblyLoadContext("build")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
