using System.CommandLine;
using Harmonium.Data.NamedSets;

namespace Harmonium.Cli.Parsing;

/// <summary>A command of the program.</summary>
internal abstract class Verb
{
    /// <summary>The name, such as <c>resume</c>.</summary>
    internal abstract string Name { get; }

    /// <summary>The description in one line.</summary>
    internal abstract string Summary { get; }

    /// <summary>Example command lines, each with a description. The help shows them first.</summary>
    internal virtual IReadOnlyList<(string Line, string Meaning)> Examples => [];

    /// <summary>The subcommands.</summary>
    internal virtual IReadOnlyList<Verb> Members => [];

    /// <summary>The default data.</summary>
    internal virtual string DefaultData => NamedSet.Default;

    /// <summary>The settings of stages with their descriptions, for the help.</summary>
    internal virtual IReadOnlyList<(string Name, string Meaning)> StageSettings => [];

    /// <summary>Returns the heading of an option in the help; null for the heading "Options".</summary>
    internal virtual string? GroupOf(Option option) => null;

    /// <summary>Adds the arguments and options.</summary>
    internal virtual void Declare(Command command, CommonOptions common)
    {
    }

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    internal abstract int Run(Call call);
}
