using Harmonium.Numerics.Randomness;

namespace Harmonium.Machines.Hopfield;

/// <summary>
/// Heat-bath updates (Glauber 1963) of ±1 neurons as a random threshold. A neuron flips with probability 1 / (1 + exp(2 h s / T)), that is, if
/// h s &lt; (T / 2) log((1 − u) / u) for a uniform u. At T = 0 it flips if h s &lt; 0.
/// </summary>
/// <param name="Temperature">T, at least 0.</param>
/// <param name="Random">The source of u: the row is the example, the column is the neuron.</param>
internal readonly record struct ThermalNoise(double Temperature, RandomStream Random)
{
    /// <summary>The threshold below which h s makes a neuron flip.</summary>
    internal float Threshold(int example, int neuron)
    {
        if (Temperature == 0)
            return 0;
        double u = (Random.Word(example, neuron) + 0.5) / 4294967296.0;
        return (float)(Temperature / 2 * Math.Log((1 - u) / u));
    }
}
