using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

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
    public static double Of(Rbm rbm, VisibleData training, VisibleData validation, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        return MeanFreeEnergy(rbm, validation) - MeanFreeEnergy(rbm, training.Sample(validation.Count, seed));
    }

    private static double MeanFreeEnergy(Rbm rbm, VisibleData data)
    {
        data.RequireFit(rbm.Visible);
        MeanOfExamples mean = new();
        foreach (States block in data.Blocks(rbm.Weights.Device))
            mean.Add(rbm.FreeEnergy(block));
        return mean.Mean;
    }
}
