using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>
/// The kinds of visible units that a deep belief network generates: all that need no number of categories, except word counts, because the length of a
/// document is not generated.
/// </summary>
internal static class GeneratedUnits
{
    internal static IReadOnlyList<string> Names { get; } = [.. LowestUnits.Names.Where(name => name != "replicated-softmax")];

    internal static string Canonical(string word) => UnitKind.Canonical(word);
}
