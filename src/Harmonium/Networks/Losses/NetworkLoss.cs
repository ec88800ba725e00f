using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Networks.Losses;

/// <summary>The loss of a network, and the interpretation of its outputs.</summary>
public abstract record NetworkLoss
{
    /// <summary>The name in files, in kebab case.</summary>
    public abstract string Kind { get; }

    /// <summary>Returns the loss of a batch: the mean over its examples.</summary>
    /// <exception cref="ArgumentException">The loss does not support the targets.</exception>
    internal abstract LossNode Of(Node output, in NetworkTargets targets);

    /// <summary>Returns the network's answer: probabilities, or the outputs themselves, [batch, outputs].</summary>
    internal abstract Node Answer(Node output);

    /// <summary>Returns the targets as values: the given ones, or one-hot labels.</summary>
    private protected static Tensor ValuesOf(Node output, in NetworkTargets targets)
    {
        if (targets.Values is { } values)
            return values;
        if (targets.Labels is not { } labels)
            throw new ArgumentException("The examples have neither target values nor labels.", nameof(targets));
        Tensor ones = Tensor.Zeros(output.Value.Device, output.Value.Shape);
        for (int row = 0; row < labels.Length; row++)
            ones[row, labels[row]] = 1;
        return ones;
    }
}
