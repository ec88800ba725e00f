using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>The kinds of units that can be hidden units of one RBM and visible units of the next.</summary>
internal static class StackedUnits
{
    internal static IReadOnlyList<string> Names { get; } = ["bernoulli", "spin", "gaussian", "truncated-gaussian", "truncated-exponential"];

    internal static string Canonical(string word) => UnitKind.Canonical(word);
}
