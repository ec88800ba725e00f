using System.Reflection;

namespace Harmonium.Storage;

/// <summary>The version of this program, as stored in runs and models.</summary>
internal static class ProgramVersion
{
    /// <summary>The version, such as 0.1.0.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
