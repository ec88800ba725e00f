using System.Runtime.InteropServices;

namespace Harmonium.Experiments.Speed;

/// <summary>Information about the processor.</summary>
internal static class Processor
{
    private const string LinuxDescription = "/proc/cpuinfo";

    /// <summary>Gets the name of the processor, or its architecture if the name is unknown.</summary>
    public static string Name
    {
        get
        {
            if (File.Exists(LinuxDescription))
            {
                string? line = File.ReadLines(LinuxDescription).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
                if (line is not null)
                    return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            }

            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
        }
    }
}
