using Harmonium.Numerics;

namespace Harmonium.Networks.Neurons;

/// <summary>
/// Synapses that learn as Hebb (1949) has it: one becomes stronger when the neurons on both its sides fire together, weaker when only one of them does, and a
/// synapse that has become too weak goes for good.
/// </summary>
public sealed class HebbianSynapses
{
    private readonly double _growth;
    private readonly double _decline;
    private readonly double _least;

    /// <summary>Synapses from some neurons to others.</summary>
    /// <param name="weights">[before, after], their strengths at first, changed by learning; one of strength 0 is not there.</param>
    /// <param name="growth">What is added when both sides fire, at least 0.</param>
    /// <param name="decline">What is taken off when one side fires alone, at least 0.</param>
    /// <param name="least">Below this strength a synapse goes, at least 0.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public HebbianSynapses(Tensor weights, double growth, double decline = 0, double least = 0)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!(growth >= 0) || !(decline >= 0) || !(least >= 0))
            throw new ArgumentException($"Growth, decline and the least strength are at least 0; they are {growth}, {decline} and {least}.");
        (Weights, _growth, _decline, _least) = (weights, growth, decline, least);
    }

    /// <summary>The strengths, [before, after].</summary>
    public Tensor Weights { get; }

    /// <summary>How many synapses are there.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            for (int row = 0; row < Weights.Rows; row++)
            {
                foreach (float weight in Weights.Row(row))
                    count += weight == 0 ? 0 : 1;
            }

            return count;
        }
    }

    /// <summary>Learns from one moment.</summary>
    /// <param name="before">Which neurons fire before the synapses.</param>
    /// <param name="after">Which fire behind them.</param>
    /// <exception cref="ArgumentException">There are more or fewer than the synapses have sides.</exception>
    public void Learn(ReadOnlySpan<bool> before, ReadOnlySpan<bool> after)
    {
        if (before.Length != Weights.Rows || after.Length != Weights.Columns)
            throw new ArgumentException($"The synapses go from {Weights.Rows} to {Weights.Columns} neurons; {before.Length} and {after.Length} were given.");
        for (int i = 0; i < before.Length; i++)
        {
            Span<float> weights = Weights.Row(i);
            for (int j = 0; j < after.Length; j++)
            {
                if (weights[j] == 0 || (!before[i] && !after[j]))
                    continue;
                double strength = before[i] && after[j] ? weights[j] + _growth : weights[j] - _decline;
                weights[j] = strength < _least || strength <= 0 ? 0 : (float)strength;
            }
        }
    }
}
