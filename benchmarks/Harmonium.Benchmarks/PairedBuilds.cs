using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Harmonium.Data;

namespace Harmonium.Benchmarks;

/// <summary>
/// Compares two or more builds of Harmonium in one process: each runs some training steps in turn, and the ratios of the times are reported.
/// Other load on a shared host affects all builds alike, so a difference of two percent shows within a minute, where separate runs vary by thirty.
/// The order in which builds are loaded changes a ratio by up to one percent: run both orders.
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
            Console.Error.WriteLine($"Usage: {Usage}. Cases: {string.Join(", ", LearningSteps.Names)}.");
            return 2;
        }

        string[] folders = [first, .. others];
        if (folders.FirstOrDefault(folder => !File.Exists(Path.Combine(folder, "Harmonium.dll"))) is string missing)
        {
            Console.Error.WriteLine($"“{missing}”  does not contain Harmonium.dll. Give the output folder of a build, for example " +
                "src/Harmonium.Cli/bin/Release/net10.0 of another checkout.");
            return 2;
        }

        Action<int>[] builds;
        try
        {
            builds = [.. folders.Select(folder => Load(folder, name, threads))];
        }
        // The exception type comes from the build that threw it, so it is compared by name.
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
            // Each build goes first in turn.
            for (int k = 0; k < builds.Length; k++)
            {
                int build = (k + round) % builds.Length;
                times[build].Add(Time(builds[build], steps));
            }
        }

        for (int i = 0; i < folders.Length; i++)
        {
            double[] sorted = [.. times[i].Order()], ratios = [.. times[i].Zip(times[0], (time, ofFirst) => time / ofFirst).Order()];
            // The standard error of a median is 1.25 standard deviations / √n. The standard deviation is estimated as half the width of the central 68%
            // interval.
            double error = 1.25 * (Quantile(ratios, 0.84) - Quantile(ratios, 0.16)) / 2 / Math.Sqrt(ratios.Length);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{folders[i]}: {Quantile(ratios, 0.5):F4} ± {error:F4} relative to the first build; ms per step: minimum {sorted[0]:F3}, " +
                    $"first decile {Quantile(sorted, 0.1):F3}, median {Quantile(sorted, 0.5):F3} ({sorted.Length} times {steps} steps)"));
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
