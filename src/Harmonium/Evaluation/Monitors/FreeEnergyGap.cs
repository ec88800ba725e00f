using Harmonium.Machines;
using Harmonium.Mathematics;

namespace Harmonium.Evaluation.Monitors;

/// <summary>
/// Mean F over validation data less mean F over as many training data (Hinton 2010, section 6): log Z cancels, so that a gap
/// that grows while learning goes on shows overfitting. In nats an example.
/// </summary>
public static class FreeEnergyGap
{
    /// <summary>The gap.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="training">What the machine was trained on; a seeded sample the size of the validation data is taken.</param>
    /// <param name="validation">What it was not trained on.</param>
    /// <param name="seed">The seed of that sample.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    public static double Of(RestrictedBoltzmannMachine rbm, VisibleData training, VisibleData validation, ulong seed) => Of(rbm?.Machine!, training, validation, seed);

    /// <summary>The gap of a machine whose hidden units are independent given the visible ones.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="training">What it was trained on; a seeded sample the size of the validation data is taken.</param>
    /// <param name="validation">What it was not trained on.</param>
    /// <param name="seed">The seed of that sample.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled: F has no closed form.</exception>
    public static double Of(BoltzmannMachine machine, MachineData training, MachineData validation, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        return MeanFreeEnergy(machine, validation) - MeanFreeEnergy(machine, training.Sample(validation.Count, seed));
    }

    private static double MeanFreeEnergy(BoltzmannMachine machine, MachineData data)
    {
        MeanOfExamples mean = new();
        foreach (MachineState block in data.Blocks(machine))
            mean.Add(machine.FreeEnergy(block));
        return mean.Mean;
    }
}
