using System.Runtime.InteropServices;

namespace Harmonium.Experiments.Speed;

/// <summary>What the machine says of its processor.</summary>
public static class Processor
{
    private const string LinuxDescription = "/proc/cpuinfo";

    /// <summary>The processor's name, or its architecture where it has none to tell.</summary>
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
