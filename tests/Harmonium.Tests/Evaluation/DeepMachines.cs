using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Tests.Evaluation;

/// <summary>Small deep Boltzmann machines with random parameters, and their distributions by enumeration of all states of all layers.</summary>
internal static class DeepMachines
{
    /// <summary>Returns a machine of layers with the given sizes, the visible layer first.</summary>
    internal static DeepBoltzmannMachine Random(double scale, ulong seed, params int[] sizes)
    {
        DeepBoltzmannMachine dbm = new(new Bernoulli(sizes[0]), [.. sizes[1..].Select((int size) => new Bernoulli(size))]);
        foreach ((int i, Parameter parameter) in dbm.Machine.Parameters.Index())
            SmallMachines.Normal(Device.Default, scale, seed, i + 1, parameter.Values.Shape).CopyTo(parameter.Values);
        return dbm;
    }

    /// <summary>log p(v) of every visible state, by its number.</summary>
    internal static double[] LogProbabilities(DeepBoltzmannMachine dbm) =>
        [.. BoltzmannGibbs.Of(dbm.Machine).MarginalOf([dbm.Visible]).Select(p => Math.Log(p))];

    /// <summary>All visible states, in the order of their numbers.</summary>
    internal static MachineState EveryVisible(DeepBoltzmannMachine dbm) => new StateSpace([dbm.Visible]).All;

    /// <summary>The mean log p(v) of examples.</summary>
    internal static double MeanLogProbability(DeepBoltzmannMachine dbm, VisibleData data)
    {
        double[] logs = LogProbabilities(dbm);
        return SmallMachines.Numbers(data).Average(number => logs[number]);
    }

    /// <summary>The RBM of the visible and the first hidden layer.</summary>
    internal static RestrictedBoltzmannMachine Lowest(DeepBoltzmannMachine dbm) =>
        new(dbm.Visible.Units.Clone(), dbm.Hidden[0].Units.Clone(), dbm.Weights[0].Clone());
}
