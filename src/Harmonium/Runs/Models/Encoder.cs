using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>Computes hidden representations (features) of examples.</summary>
internal abstract class Encoder
{
    /// <summary>The number of features per example.</summary>
    public abstract int Features { get; }

    /// <summary>True if examples can be reconstructed from their features.</summary>
    public virtual bool CanReconstruct => false;

    /// <summary>Why examples cannot be reconstructed from their features, and what to do instead.</summary>
    public virtual string NoReconstruction =>
        "its features are the hidden units of a classifier, which cannot be mapped back. Use an RBM, or a stack without a classifier.";

    /// <summary>Computes the features of examples, [batch, inputs] → [batch, features].</summary>
    public abstract Tensor Transform(States examples);

    /// <summary>Reconstructs examples from their features, [batch, inputs] → [batch, inputs].</summary>
    /// <exception cref="NotSupportedException"><see cref="CanReconstruct"/> is false.</exception>
    public virtual Tensor Reconstruct(States examples) => throw new NotSupportedException("This model cannot reconstruct examples from features.");

    /// <summary>
    /// Computes the mean squared reconstruction error per example and, for models that define it, the mean −log p(example | features) in nats.
    /// </summary>
    /// <exception cref="NotSupportedException"><see cref="CanReconstruct"/> is false.</exception>
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
