using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Figures;
using Harmonium.Runs.Inputs;

namespace Harmonium.Cli.Parsing;

/// <summary>The options that many commands share.</summary>
internal sealed class CommonOptions
{
    /// <summary>The data. The default depends on the command (<see cref="Verb.DefaultData"/>).</summary>
    internal Option<string?> Data { get; } = Text("--data", "name or path", "the data: a named set (see harmonium data list), a file or a folder");

    /// <summary>Whether a table has a header.</summary>
    internal Option<string?> Header { get; } =
        Text("--header", "yes or no", "whether the first line of a table has the names of the columns [default: as in training]");

    /// <summary>The split of the data, with its former name <c>--part</c>.</summary>
    internal Option<string?> Split { get; } =
        Text("--split", "name", $"the split of the data to use: {ChosenSplit.Words} [default: the first that exists]", "--part");

    /// <summary>The orientation of weights that another program wrote.</summary>
    internal Option<string?> Orientation { get; } = Text("--orientation", "name",
        $"the orientation of the weights of a file without a description: {Values.WordsOf<WeightOrientation>()} [default: told by the shape]");

    /// <summary>The seed.</summary>
    internal Option<string?> Seed { get; } = Text("--seed", "n", "the seed of the random number generator [default: 1]");

    /// <summary>The number of threads.</summary>
    internal Option<string?> Threads { get; } = Text("--threads", "n", "the number of threads; results do not depend on it [default: all cores]");

    /// <summary>The output path.</summary>
    internal Option<string?> Output { get; } = Text("--output", "path", "the output file or folder");

    /// <summary>The format of the figures of a run.</summary>
    internal Option<string?> FigureFormat { get; } =
        Text("--figure-format", "name", $"the format of the figures in the run folder: {Values.WordsOf<FigureFormat>()} [default: png]");

    /// <summary>No figures of a run.</summary>
    internal Option<bool> NoFigures { get; } = new("--no-figures") { Description = "do not draw figures during training" };

    /// <summary>JSON output.</summary>
    internal Option<bool> Json { get; } = new("--json") { Description = "write JSON to standard output" };

    /// <summary>No progress messages.</summary>
    internal Option<bool> Quiet { get; } = new("--quiet") { Description = "write only results and errors, no progress" };

    /// <summary>More details.</summary>
    internal Option<bool> Verbose { get; } = new("--verbose") { Description = "write more details, and the stack trace of an error" };

    /// <summary>A file with options.</summary>
    internal Option<string?> Config { get; } =
        Text("--config", "file", "a JSON file with options, such as {\"epochs\": 5}; options on the command line override it");

    /// <summary>Help.</summary>
    internal Option<bool> Help { get; } = new("--help", "-h", "-?") { Description = "show this help" };

    /// <summary>Creates an option with a text value, and with former names that the help does not show.</summary>
    internal static Option<string?> Text(string name, string value, string description, params string[] formerNames) =>
        new(name, formerNames) { Description = description, HelpName = value, Arity = ArgumentArity.ExactlyOne, AllowMultipleArgumentsPerToken = false };
}
