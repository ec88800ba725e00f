using System.Runtime.InteropServices;
using Harmonium.Experiments.Speed;
using Harmonium.Numerics;

namespace Harmonium.Cli.Progress;

/// <summary>What the speed of a run and the last bits of its results depend on.</summary>
internal static class Computer
{
    /// <summary>The processor, its vectors, the threads, the system.</summary>
    internal static IReadOnlyDictionary<string, string> Describe(Device device)
    {
        Dictionary<string, string> words = new(StringComparer.Ordinal)
        {
            ["processor"] = Processor.Name,
            ["cores"] = $"{Environment.ProcessorCount}",
            ["system"] = RuntimeInformation.OSDescription,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
        };
        if (device is CpuDevice cpu)
        {
            words["threads"] = $"{cpu.Threads}";
            words["vectorBits"] = $"{(int)cpu.Width}";
        }

        return words;
    }
}
