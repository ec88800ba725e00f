using System.CommandLine;
using Harmonium.Data.NamedSets;

namespace Harmonium.Cli.Parsing;

/// <summary>One thing that the program can do, or a family of them.</summary>
internal abstract class Verb
{
    /// <summary>The word, such as <c>resume</c>.</summary>
    internal abstract string Name { get; }

    /// <summary>What it does, in one line.</summary>
    internal abstract string Summary { get; }

    /// <summary>Command lines to copy, each with what it does; help shows them first.</summary>
    internal virtual IReadOnlyList<(string Line, string Meaning)> Examples => [];

    /// <summary>The verbs of a family; none for a verb that does something itself.</summary>
    internal virtual IReadOnlyList<Verb> Members => [];

    /// <summary>The data that it takes where none are named.</summary>
    internal virtual string UsualData => NamedSet.Default;

    /// <summary>The settings of stages with their meanings, for help.</summary>
    internal virtual IReadOnlyList<(string Name, string Meaning)> StageSettings => [];

    /// <summary>The heading under which help lists an option; null for the general one.</summary>
    internal virtual string? GroupOf(Option option) => null;

    /// <summary>Adds its arguments and options to its command.</summary>
    internal virtual void Declare(Command command, CommonOptions common)
    {
    }

    /// <summary>Does it.</summary>
    /// <returns>An exit code.</returns>
    internal abstract int Run(Call call);
}
