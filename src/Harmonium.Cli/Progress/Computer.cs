using System.Runtime.InteropServices;
using Harmonium.Experiments.Speed;
using Harmonium.Numerics;

namespace Harmonium.Cli.Progress;

/// <summary>The properties of the computer that affect the speed of a run and the last bits of its results.</summary>
internal static class Computer
{
    /// <summary>Returns the processor, cores, vector width, threads, system and runtime.</summary>
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
