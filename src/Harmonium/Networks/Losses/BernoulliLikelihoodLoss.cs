using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Losses;

/// <summary>Binary cross-entropy, −Σ t log p + (1 − t) log(1 − p) with p = σ(output), for independent binary targets.</summary>
public sealed record BernoulliLikelihoodLoss : NetworkLoss
{
    /// <inheritdoc/>
    public override string Kind => "bernoulli";

    /// <inheritdoc/>
    internal override LossNode Of(Node output, in NetworkTargets targets)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.BernoulliCrossEntropy(ValuesOf(output, targets));
    }

    /// <inheritdoc/>
    internal override Node Answer(Node output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.Apply(Activation.Logistic);
    }
}
