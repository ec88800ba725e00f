using System.Text;

namespace Harmonium.Cli.Terminals;

/// <summary>Where words go and what the place can show; a test gives its own.</summary>
internal sealed record Terminal
{
    private const int UsualWidth = 80;
    private const int LeastWidth = 20;

    /// <summary>Takes data: what was asked for.</summary>
    internal required TextWriter Out { get; init; }

    /// <summary>Takes messages: progress, warnings, errors.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>Whether messages go to a screen that can be redrawn.</summary>
    internal bool IsLive { get; init; }

    /// <summary>How many characters a line has.</summary>
    internal int Width { get; init; } = UsualWidth;

    /// <summary>Looks up a variable of the environment.</summary>
    internal Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>Tells the time.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Listens for Ctrl-C while a long job runs; a test gives its own.</summary>
    internal Func<Interruption> Listen { get; init; } = () => new Interruption();

    /// <summary>The console of this process.</summary>
    internal static Terminal OfProcess() => new()
    {
        Out = Utf8(Console.OpenStandardOutput()),
        Error = Utf8(Console.OpenStandardError()),
        IsLive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"),
        Width = WidthOfConsole(),
        Variable = Environment.GetEnvironmentVariable,
        Listen = Interruption.OfProcess,
    };

    private static StreamWriter Utf8(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    private static int WidthOfConsole()
    {
        if (Console.IsErrorRedirected && Console.IsOutputRedirected)
            return UsualWidth;
        try
        {
            return Math.Max(LeastWidth, Console.WindowWidth);
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }
}
