using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Losses;

/// <summary>Cross-entropy, −log p(class), where p is the softmax of the outputs, for mutually exclusive classes.</summary>
/// <param name="Smoothing">Label smoothing: the fraction of the target spread over all classes (Szegedy et al. 2016), in [0, 1).</param>
public sealed record CrossEntropyLoss(double Smoothing = 0) : NetworkLoss
{
    /// <summary>
    /// The weight of each class: the loss of an example is multiplied by the weight of its class, and the mean is still over the examples. Null for 1.
    /// </summary>
    internal float[]? ClassWeights { get; init; }

    /// <inheritdoc/>
    public override string Kind => "cross-entropy";

    /// <inheritdoc/>
    internal override LossNode Of(Node output, in NetworkTargets targets)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.SoftmaxCrossEntropy(targets.Labels
            ?? throw new ArgumentException("Cross-entropy needs a label for every example; these examples have no labels.", nameof(targets)),
            (float)Smoothing, ClassWeights);
    }

    /// <inheritdoc/>
    internal override Node Answer(Node output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.Softmax();
    }
}
