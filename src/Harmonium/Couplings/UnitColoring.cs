using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// Groups of a layer's units such that no two units of a group are coupled. Given all other groups, the units of a group are independent and can be
/// sampled together (block Gibbs sampling by graph coloring; Gonzalez, Low, Gretton, Guestrin 2011).
/// </summary>
internal sealed class UnitColoring
{
    private UnitColoring(IReadOnlyList<int[]> groups) => Groups = groups;

    /// <summary>The units of each group, in ascending order. Every unit is in exactly one group.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>
    /// Colors greedily in order of decreasing degree (Welsh &amp; Powell 1967): each unit gets the first color that none of its neighbors has. The
    /// number of colors is at most one more than the largest degree. It is two for a grid, and the number of units if all units are coupled.
    /// </summary>
    /// <param name="graph">[units, units]; a nonzero entry is an edge.</param>
    public static UnitColoring Of(Tensor graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int units = graph.Rows;
        int[] degrees = new int[units], colors = new int[units];
        Array.Fill(colors, -1);
        for (int i = 0; i < units; i++)
            degrees[i] = units - graph.Row(i).Count(0f);
        List<List<int>> groups = [];
        foreach (int unit in Enumerable.Range(0, units).OrderByDescending(i => degrees[i]))
        {
            bool[] taken = new bool[groups.Count + 1];
            ReadOnlySpan<float> edges = graph.Row(unit);
            for (int j = 0; j < units; j++)
            {
                if (edges[j] != 0 && colors[j] >= 0)
                    taken[colors[j]] = true;
            }

            int color = Array.IndexOf(taken, false);
            if (color == groups.Count)
                groups.Add([]);
            groups[color].Add(unit);
            colors[unit] = color;
        }

        return new UnitColoring([.. groups.Select(group => group.Order().ToArray())]);
    }
}
