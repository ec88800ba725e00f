using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// The units of a layer in groups such that no two units of a group are coupled: given all other groups the units of one are independent,
/// and can be sampled together (block Gibbs sampling by coloring the graph; Gonzalez, Low, Gretton, Guestrin 2011).
/// </summary>
public sealed class UnitColoring
{
    private UnitColoring(IReadOnlyList<int[]> groups) => Groups = groups;

    /// <summary>The units of each group, ascending; every unit is in one group.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>
    /// Colors greedily, units of many neighbors first (Welsh &amp; Powell 1967), each with the first color that none of its neighbors has:
    /// at most one color more than the most neighbors a unit has. Two for a grid, as many as units where all are coupled.
    /// </summary>
    /// <param name="graph">[units, units]; what is not 0 is an edge.</param>
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
