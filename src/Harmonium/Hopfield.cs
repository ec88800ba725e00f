using Harmonium.Data.Preprocessing;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium;

/// <summary>A Hopfield network: an associative memory of binary patterns (Hopfield 1982).</summary>
public sealed class Hopfield : ExampleModel<Hopfield, HopfieldSettings>
{
    internal Hopfield(StoredModel stored)
        : base(stored)
    {
    }

    /// <summary>Recalls stored patterns from corrupted ones by asynchronous updates until nothing changes.</summary>
    /// <param name="rows">The patterns to start from, [rows, neurons]; a value of at least 0.5 is read as 1, others as 0.</param>
    /// <param name="sweeps">The largest number of sweeps over all neurons, at least 1.</param>
    /// <param name="seed">The seed of the order of updates.</param>
    /// <returns>The final states as 0 and 1, [rows, neurons].</returns>
    /// <exception cref="ArgumentException">The rows do not fit the network.</exception>
    public float[,] Recall(Rows rows, int sweeps = 100, ulong seed = 1)
    {
        HopfieldNetwork network = Core.Memory!.Network;
        Tensor states = ClassSpread.ToBits(Fitting(rows));
        if (network.Values == NeuronValues.Spin)
        {
            foreach (ref float bit in states.AsSpan())
                bit = (2 * bit) - 1;
        }

        Tensor end = network.Recall(states, new RecallOptions { Sweeps = sweeps, Seed = seed }).States;
        float[,] bits = new float[end.Rows, end.Columns];
        for (int row = 0; row < end.Rows; row++)
        {
            for (int column = 0; column < end.Columns; column++)
                bits[row, column] = end[row, column] > 0 ? 1 : 0;
        }

        return bits;
    }
}
