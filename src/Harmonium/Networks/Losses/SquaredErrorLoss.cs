using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Losses;

/// <summary>Squared error, ½ Σ (output − t)², for regression (Rumelhart, Hinton, Williams 1986).</summary>
public sealed record SquaredErrorLoss : NetworkLoss
{
    /// <inheritdoc/>
    public override string Kind => "squared";

    /// <inheritdoc/>
    internal override LossNode Of(Node output, in NetworkTargets targets)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.SquaredError(ValuesOf(output, targets));
    }

    /// <inheritdoc/>
    internal override Node Answer(Node output) => output;
}
