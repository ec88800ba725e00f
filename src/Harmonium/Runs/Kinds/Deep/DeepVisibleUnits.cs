using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>The kinds of units that can be visible units of a deep Boltzmann machine: those that need no further number and no coupling of their own.</summary>
internal static class DeepVisibleUnits
{
    internal static IReadOnlyList<string> Names { get; } = [.. LowestUnits.Names.Where(name => name != "replicated-softmax")];

    internal static string Canonical(string word) => UnitKind.Canonical(word);
}
