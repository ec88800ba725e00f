using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>Hidden representations of examples.</summary>
public abstract class Encoder
{
    /// <summary>How many numbers an example is turned into.</summary>
    public abstract int Features { get; }

    /// <summary>Whether examples can be reconstructed from their features.</summary>
    public virtual bool CanReconstruct => false;

    /// <summary>The features of examples, [batch, inputs] → [batch, features].</summary>
    public abstract Tensor Transform(States examples);

    /// <summary>Examples sent to their features and back, [batch, inputs] → [batch, inputs].</summary>
    /// <exception cref="NotSupportedException">There is no way back: see <see cref="CanReconstruct"/>.</exception>
    public virtual Tensor Reconstruct(States examples) => throw new NotSupportedException("This model has no way back from features to examples.");

    /// <summary>
    /// The mean squared error of reconstructions per example, and −log p of the examples given their features in nats where that has a meaning.
    /// </summary>
    /// <exception cref="NotSupportedException">There is no way back: see <see cref="CanReconstruct"/>.</exception>
    public virtual (double Squared, double? CrossEntropy) ReconstructionError(VisibleData data, Device device)
    {
        ArgumentNullException.ThrowIfNull(data);
        MeanOfExamples squared = new();
        foreach (States block in data.Blocks(device))
        {
            Tensor difference = Reconstruct(block).AddScaled(block.AsTensor(), -1);
            squared.Add(difference.DotRows(States.Dense(difference)));
        }

        return (squared.Mean, null);
    }
}
