using Harmonium.Cli.Parsing;

namespace Harmonium.Cli.Commands;

/// <summary>The commands for data sets.</summary>
internal sealed class DataVerb : Family
{
    /// <inheritdoc/>
    internal override string Name => "data";

    /// <inheritdoc/>
    internal override string Summary => "list, download, show and generate data sets";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium data list", "list the named data sets"),
        ("harmonium data get mnist", "download a data set"),
        ("harmonium data show photos/", "show a folder of your own images"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Members { get; } = [new DataListVerb(), new DataGetVerb(), new DataShowVerb(), new DataMakeVerb()];
}
