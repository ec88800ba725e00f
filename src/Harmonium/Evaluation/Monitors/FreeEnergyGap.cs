using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Sampling;

namespace Harmonium.Evaluation.Monitors;

/// <summary>
/// The mean F of validation data minus the mean F of an equal number of training data, in nats per example (Hinton 2010, section 6). log Z cancels,
/// so a gap that grows during training indicates overfitting.
/// </summary>
internal static class FreeEnergyGap
{
    /// <summary>Computes the gap.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="training">The training data of the machine. A seeded sample of the size of the validation data is used.</param>
    /// <param name="validation">Data that the machine was not trained on.</param>
    /// <param name="seed">The seed of the sample.</param>
    /// <exception cref="ArgumentException">The data do not match the machine.</exception>
    public static double Of(RestrictedBoltzmannMachine rbm, VisibleData training, VisibleData validation, ulong seed) =>
        Of(rbm?.Machine!, training, validation, seed);

    /// <summary>Computes the gap of a machine. If hidden layers are coupled, F is the variational free energy, its upper bound.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="training">The training data of the machine. A seeded sample of the size of the validation data is used.</param>
    /// <param name="validation">Data that the machine was not trained on.</param>
    /// <param name="seed">The seed of the sample.</param>
    /// <exception cref="ArgumentException">The data do not match the machine.</exception>
    /// <exception cref="InvalidOperationException">Hidden units are coupled, and the layers do not form two sides.</exception>
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
        HiddenPosterior posterior = new(machine);
        foreach (MachineState block in data.Blocks(machine))
            mean.Add(posterior.FreeEnergy(block));
        return mean.Mean;
    }
}
