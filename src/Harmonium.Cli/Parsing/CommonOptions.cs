using System.CommandLine;

namespace Harmonium.Cli.Parsing;

/// <summary>The options that many verbs share, spelled and explained once.</summary>
internal sealed class CommonOptions
{
    /// <summary>The data; what is usual depends on the verb (<see cref="Verb.UsualData"/>).</summary>
    internal Option<string?> Data { get; } = Text("--data", "name or path", "a named set (harmonium data list), or a file or folder of data");

    /// <summary>The seed.</summary>
    internal Option<string?> Seed { get; } = Text("--seed", "n", "the seed of everything random [1]");

    /// <summary>The threads.</summary>
    internal Option<string?> Threads { get; } = Text("--threads", "n", "how many threads work; results do not depend on it [all cores]");

    /// <summary>Where results go.</summary>
    internal Option<string?> Output { get; } = Text("--output", "path", "where the result goes");

    /// <summary>JSON instead of words.</summary>
    internal Option<bool> Json { get; } = new("--json") { Description = "write JSON to the standard output" };

    /// <summary>No messages.</summary>
    internal Option<bool> Quiet { get; } = new("--quiet") { Description = "no progress, only results and errors" };

    /// <summary>More messages.</summary>
    internal Option<bool> Verbose { get; } = new("--verbose") { Description = "tell more, and where an error came from" };

    /// <summary>A file with options.</summary>
    internal Option<string?> Config { get; } =
        Text("--config", "file", "a JSON object of options, such as {\"epochs\": 5}; what stands on the command line wins");

    /// <summary>Help.</summary>
    internal Option<bool> Help { get; } = new("--help", "-h", "-?") { Description = "show this" };

    /// <summary>An option with a text as its value.</summary>
    internal static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value, Arity = ArgumentArity.ExactlyOne, AllowMultipleArgumentsPerToken = false };
}
