using System.Reflection;

namespace Harmonium.Storage;

/// <summary>The version of this program, as runs and models name it.</summary>
public static class ProgramVersion
{
    /// <summary>The version, such as 0.1.0.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
