using Harmonium.Figures.Charts;
using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>States of Markov chains, with one row per chain and one column per time. Columns are labeled with the number of sweeps. Gray by default.</summary>
/// <param name="states">The states, [times, chains, height, width], as pixels or probabilities.</param>
/// <param name="sweeps">The number of sweeps at each time.</param>
/// <param name="options">The layout and shading.</param>
/// <param name="chainCaptions">The captions to the left of the chains; none by default.</param>
/// <exception cref="ArgumentException">Thrown when the tensor has another rank, or the number of sweeps or captions is wrong.</exception>
public sealed class FantasyChains(
    Tensor states, IReadOnlyList<int> sweeps, SheetOptions? options = null, IReadOnlyList<string>? chainCaptions = null)
    : ImageSheet(Plan(states, sweeps, chainCaptions), options, new PixelShading())
{
    private static SheetPlan Plan(Tensor states, IReadOnlyList<int> sweeps, IReadOnlyList<string>? chainCaptions)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(sweeps);
        if (states.Rank != 4 || states.Count == 0)
            throw new ArgumentException("Chains must be a tensor [times, chains, height, width] with at least one pixel, but this one is " +
                $"{Tensor.Describe(states.Shape)}.");
        int moments = states.Shape[0], chains = states.Shape[1];
        if (sweeps.Count != moments)
            throw new ArgumentException($"The tensor has states at {moments} times, but {sweeps.Count} numbers of sweeps were given. Give one number per " +
                "time.");
        var cells = new int[chains, moments];
        for (int chain = 0; chain < chains; chain++)
        {
            for (int moment = 0; moment < moments; moment++)
                cells[chain, moment] = (moment * chains) + chain;
        }

        return new SheetPlan(
            states.Reshape(moments * chains, states.Shape[2], states.Shape[3]),
            cells,
            SheetPlan.RequireCaptions(chainCaptions, chains, "chain"),
            [.. sweeps.Select(sweep => AxisNumber.Short(sweep))],
            chains);
    }
}
