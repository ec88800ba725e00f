using System.Text.Json;
using Harmonium.Cli.Terminals;
using Harmonium.Runs;

namespace Harmonium.Cli.Tests;

/// <summary>Runs the program in this process, with a terminal that records its output.</summary>
internal sealed class Session
{
    private Session(int width, Func<Interruption>? listen, bool live, IReadOnlyList<string> args, ModelKinds? kinds = null, Action<string>? open = null)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        Terminal terminal = new()
        {
            Out = output,
            Error = error,
            Width = width,
            IsLive = live,
            Variable = name => name switch { "XDG_CACHE_HOME" => "/nowhere", "NO_COLOR" => "1", _ => null },
            Listen = listen ?? (() => new Interruption()),
            OpenInBrowser = open ?? (_ => { }),
        };
        ExitCode = new Application(terminal, kinds).RunOn(args);
        Out = output.ToString();
        Error = error.ToString();
    }

    internal int ExitCode { get; }

    internal string Out { get; }

    internal string Error { get; }

    /// <summary>The JSON objects that were written, one per line.</summary>
    internal JsonElement[] Objects => [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    internal static Session Run(params IReadOnlyList<string> args) => new(80, null, live: false, args);

    internal static Session RunAt(int width, params IReadOnlyList<string> args) => new(width, null, live: false, args);

    internal static Session RunInterrupted(Func<Interruption> listen, params IReadOnlyList<string> args) => new(80, listen, live: false, args);

    internal static Session RunOpening(Action<string> open, params IReadOnlyList<string> args) => new(80, null, live: false, args, open: open);

    internal static Session RunWith(ModelKinds kinds, params IReadOnlyList<string> args) => new(80, null, live: false, args, kinds);

    internal static Session RunInterruptedWith(ModelKinds kinds, Func<Interruption> listen, params IReadOnlyList<string> args) =>
        new(80, listen, live: false, args, kinds);

    internal static Session RunLiveAt(int width, params IReadOnlyList<string> args) => new(width, null, live: true, args);
}
