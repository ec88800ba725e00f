using Harmonium.Numerics.Randomness;

namespace Harmonium.Machines.Hopfield;

/// <summary>
/// Heat-bath updates (Glauber 1963) of ±1 neurons as a random threshold: a neuron flips with probability 1 / (1 + exp(2 h s / T)), which is
/// when h s &lt; (T / 2) log((1 − u) / u) for a uniform u; at T = 0 when h s &lt; 0.
/// </summary>
/// <param name="Temperature">T, at least 0.</param>
/// <param name="Random">Where u comes from: row of the example, column of the neuron.</param>
internal readonly record struct ThermalNoise(double Temperature, RandomStream Random)
{
    /// <summary>What h s has to be below for a neuron to flip.</summary>
    internal float Threshold(int example, int neuron)
    {
        if (Temperature == 0)
            return 0;
        double u = (Random.Word(example, neuron) + 0.5) / 4294967296.0;
        return (float)(Temperature / 2 * Math.Log((1 - u) / u));
    }
}
