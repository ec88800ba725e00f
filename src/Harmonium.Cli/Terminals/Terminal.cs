using System.Diagnostics;
using System.Text;

namespace Harmonium.Cli.Terminals;

/// <summary>The output streams and their properties. Tests use their own.</summary>
internal sealed record Terminal
{
    private const int DefaultWidth = 80;
    private const int LeastWidth = 20;

    /// <summary>Standard output, for results.</summary>
    internal required TextWriter Out { get; init; }

    /// <summary>Standard error, for progress, warnings and errors.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>True if standard error is a terminal that can be redrawn.</summary>
    internal bool IsLive { get; init; }

    /// <summary>The number of columns.</summary>
    internal int Width { get; init; } = DefaultWidth;

    /// <summary>Returns the value of an environment variable.</summary>
    internal Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The clock.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Starts listening for Ctrl-C during a long job. Tests use their own function.</summary>
    internal Func<Interruption> Listen { get; init; } = () => new Interruption();

    /// <summary>Opens a file in the browser. Tests use their own function.</summary>
    internal Action<string> OpenInBrowser { get; init; } = _ => { };

    /// <summary>The console of this process.</summary>
    internal static Terminal OfProcess() => new()
    {
        Out = Utf8(Console.OpenStandardOutput()),
        Error = Utf8(Console.OpenStandardError()),
        IsLive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"),
        Width = WidthOfConsole(),
        Variable = Environment.GetEnvironmentVariable,
        Listen = Interruption.OfProcess,
        OpenInBrowser = path => Process.Start(new ProcessStartInfo(path) { UseShellExecute = true })?.Dispose(),
    };

    private static StreamWriter Utf8(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    private static int WidthOfConsole()
    {
        if (Console.IsErrorRedirected && Console.IsOutputRedirected)
            return DefaultWidth;
        try
        {
            return Math.Max(LeastWidth, Console.WindowWidth);
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }
}
