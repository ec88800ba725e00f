using Harmonium.Numerics;

namespace Harmonium.Networks.Neurons;

/// <summary>
/// Synapses with Hebbian learning (Hebb 1949). A synapse becomes stronger when the neurons on both sides fire together, and weaker when only one of them
/// fires. A synapse that has become too weak is removed permanently.
/// </summary>
internal sealed class HebbianSynapses
{
    private readonly double _growth;
    private readonly double _decline;
    private readonly double _least;

    /// <summary>Creates synapses between two groups of neurons.</summary>
    /// <param name="weights">The initial strengths, [before, after], changed by learning. A strength of 0 means no synapse.</param>
    /// <param name="growth">The increase when both sides fire, at least 0.</param>
    /// <param name="decline">The decrease when only one side fires, at least 0.</param>
    /// <param name="least">The strength below which a synapse is removed, at least 0.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public HebbianSynapses(Tensor weights, double growth, double decline = 0, double least = 0)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!(growth >= 0) || !(decline >= 0) || !(least >= 0))
            throw new ArgumentException($"Growth, decline and the least strength must be at least 0; they are {growth}, {decline} and {least}.");
        (Weights, _growth, _decline, _least) = (weights, growth, decline, least);
    }

    /// <summary>The strengths, [before, after].</summary>
    public Tensor Weights { get; }

    /// <summary>The number of synapses.</summary>
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

    /// <summary>Updates the synapses after one observation.</summary>
    /// <param name="before">True for each presynaptic neuron that fires.</param>
    /// <param name="after">True for each postsynaptic neuron that fires.</param>
    /// <exception cref="ArgumentException">The number of neurons differs from that of the synapses.</exception>
    public void Learn(ReadOnlySpan<bool> before, ReadOnlySpan<bool> after)
    {
        if (before.Length != Weights.Rows || after.Length != Weights.Columns)
            throw new ArgumentException($"The synapses connect {Weights.Rows} to {Weights.Columns} neurons; {before.Length} and {after.Length} were given.");
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
