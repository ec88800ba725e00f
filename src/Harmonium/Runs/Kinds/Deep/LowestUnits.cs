using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>The kinds of units that can be visible units of the bottom RBM: all that need no number of categories.</summary>
internal static class LowestUnits
{
    internal static IReadOnlyList<string> Names { get; } = [.. UnitKind.Names.Where(name => name != "categorical")];

    internal static string Canonical(string word) => UnitKind.Canonical(word);
}
