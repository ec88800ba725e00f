using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Losses;

/// <summary>−log p(class) with p the softmax of the outputs: for classes that exclude each other.</summary>
/// <param name="Smoothing">The share of the target that is spread over all classes (Szegedy et al. 2016), 0 to below 1.</param>
public sealed record CrossEntropyLoss(double Smoothing = 0) : NetworkLoss
{
    /// <inheritdoc/>
    public override string Kind => "cross-entropy";

    /// <inheritdoc/>
    public override LossNode Of(Node output, in NetworkTargets targets)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.SoftmaxCrossEntropy(targets.Labels
            ?? throw new ArgumentException("Cross-entropy needs the class of every example; these examples have no labels.", nameof(targets)),
            (float)Smoothing);
    }

    /// <inheritdoc/>
    public override Node Answer(Node output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.Softmax();
    }
}
