using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

/// <summary>Checks that chains are distributed as the machine that they sample.</summary>
internal static class Equilibrium
{
    /// <summary>The total variation between the joint states and the machine's distribution, in units of the Monte Carlo floor.</summary>
    internal static double Drift(RestrictedBoltzmannMachine rbm, MachineState state)
    {
        int chains = state.Rows;
        int visible = rbm.Visible.Units.Count, hidden = rbm.Hidden.Units.Count;
        double log = SmallMachines.LogPartition(rbm), distance = 0, floor = 0;
        double[] frequencies = new double[1 << (visible + hidden)];
        Tensor v = state[rbm.Visible].AsTensor(), h = state[rbm.Hidden].AsTensor();
        for (int row = 0; row < chains; row++)
        {
            int number = 0;
            for (int i = 0; i < visible; i++)
                number |= (int)v[row, i] << i;
            for (int j = 0; j < hidden; j++)
                number |= (int)h[row, j] << (visible + j);
            frequencies[number] += 1.0 / chains;
        }

        for (int number = 0; number < frequencies.Length; number++)
        {
            double p = Math.Exp(SmallMachines.NegativeEnergy(rbm, number & ((1 << visible) - 1), number >> visible) - log);
            distance += Math.Abs(frequencies[number] - p) / 2;
            floor += Math.Min(Math.Sqrt(2 * p * (1 - p) / (Math.PI * chains)), 2 * p) / 2;
        }

        return distance / floor;
    }
}
