using Harmonium.Figures.Charts;
using Harmonium.Numerics;

namespace Harmonium.Figures.Images;

/// <summary>What Markov chains dream as they run: a row a chain, a column a moment, captioned with the sweeps made so far. Grays by default.</summary>
/// <param name="states">[moments, chains, height, width], pixels or their probabilities.</param>
/// <param name="sweeps">The number of sweeps made by each moment.</param>
/// <param name="options">How it looks.</param>
/// <param name="chainCaptions">Words to the left of each chain; none by default.</param>
/// <exception cref="ArgumentException">Not such a tensor, or another number of sweeps than moments or of captions than chains.</exception>
public sealed class FantasyChains(
    Tensor states, IReadOnlyList<int> sweeps, SheetOptions? options = null, IReadOnlyList<string>? chainCaptions = null)
    : ImageSheet(Plan(states, sweeps, chainCaptions), options, new PixelShading())
{
    private static SheetPlan Plan(Tensor states, IReadOnlyList<int> sweeps, IReadOnlyList<string>? chainCaptions)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(sweeps);
        if (states.Rank != 4 || states.Count == 0)
            throw new ArgumentException("Chains must be a tensor [moments, chains, height, width] with at least one pixel; this one is " +
                $"{Tensor.Describe(states.Shape)}.");
        int moments = states.Shape[0], chains = states.Shape[1];
        if (sweeps.Count != moments)
            throw new ArgumentException($"The chains were caught at {moments} moments, but {sweeps.Count} numbers of sweeps were given; give one for " +
                "each moment.");
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
