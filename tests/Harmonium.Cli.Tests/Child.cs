using System.Diagnostics;
using System.Text;
using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Tests;

/// <summary>The program in a child process.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly ManualResetEventSlim _stopping = new();

    private Child(string folder, IReadOnlyDictionary<string, string>? environment, IReadOnlyList<string> args)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(typeof(Application).Assembly.Location);
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            _error.AppendLine(line.Data);
            // The end of the stream comes as null: nothing is left to wait for.
            if (line.Data is null || line.Data.Contains(Interruption.Stopping, StringComparison.Ordinal))
                _stopping.Set();
        };
        _process.BeginErrorReadLine();
    }

    internal int Id => _process.Id;

    internal string Error => _error.ToString();

    internal static Child Start(string folder, params IReadOnlyList<string> args) => new(folder, null, args);

    internal static Child Start(string folder, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> args) =>
        new(folder, environment, args);

    /// <summary>Waits for a line with a given beginning; returns null if the process ends first.</summary>
    internal string? WaitFor(string beginning)
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return line;
        }

        return null;
    }

    /// <summary>Kills the process, like kill -9, after a moment; returns false if it ended before.</summary>
    internal bool KillAfter(int milliseconds)
    {
        if (_process.WaitForExit(milliseconds))
            return false;
        _process.Kill();
        _process.WaitForExit();
        return true;
    }

    /// <summary>
    /// Sends the signal of Ctrl-C and waits until the process has noticed it. Nothing is read meanwhile, so a process that writes a lot is held by its full
    /// pipe.
    /// </summary>
    internal void Interrupt()
    {
        using Process kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        kill.WaitForExit();
        _stopping.Wait();
    }

    /// <summary>Reads the rest of the output and waits for the end.</summary>
    internal (int ExitCode, string Out) Finish()
    {
        string rest = _process.StandardOutput.ReadToEnd();
        _process.WaitForExit();
        return (_process.ExitCode, rest);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _stopping.Dispose();
    }
}
