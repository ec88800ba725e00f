using Harmonium.Cli.Parsing;

namespace Harmonium.Cli.Commands;

/// <summary>What can be learned from.</summary>
internal sealed class DataVerb : Family
{
    /// <inheritdoc/>
    internal override string Name => "data";

    /// <inheritdoc/>
    internal override string Summary => "data sets: which there are, where they come from, a look at them";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium data list", "the sets that have a name"),
        ("harmonium data get mnist", "fetch one from its public origin"),
        ("harmonium data show photos/", "a look at your own"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Members { get; } = [new DataListVerb(), new DataGetVerb(), new DataShowVerb(), new DataMakeVerb()];
}
