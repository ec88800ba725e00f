using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// The units of a layer in groups such that no two units of a group are coupled: given all other groups the units of one are independent,
/// and can be sampled together (block Gibbs sampling by colouring the graph; Gonzalez, Low, Gretton, Guestrin 2011).
/// </summary>
public sealed class UnitColouring
{
    private UnitColouring(IReadOnlyList<int[]> groups) => Groups = groups;

    /// <summary>The units of each group, ascending; every unit is in one group.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>
    /// Colours greedily, units of many neighbours first (Welsh &amp; Powell 1967), each with the first colour that none of its neighbours has:
    /// at most one colour more than the most neighbours a unit has. Two for a grid, as many as units where all are coupled.
    /// </summary>
    /// <param name="graph">[units, units]; what is not 0 is an edge.</param>
    public static UnitColouring Of(Tensor graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int units = graph.Rows;
        int[] degrees = new int[units], colours = new int[units];
        Array.Fill(colours, -1);
        for (int i = 0; i < units; i++)
            degrees[i] = units - graph.Row(i).Count(0f);
        List<List<int>> groups = [];
        foreach (int unit in Enumerable.Range(0, units).OrderByDescending(i => degrees[i]))
        {
            bool[] taken = new bool[groups.Count + 1];
            ReadOnlySpan<float> edges = graph.Row(unit);
            for (int j = 0; j < units; j++)
            {
                if (edges[j] != 0 && colours[j] >= 0)
                    taken[colours[j]] = true;
            }

            int colour = Array.IndexOf(taken, false);
            if (colour == groups.Count)
                groups.Add([]);
            groups[colour].Add(unit);
            colours[unit] = colour;
        }

        return new UnitColouring([.. groups.Select(group => group.Order().ToArray())]);
    }
}
