using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Networks.Losses;

/// <summary>How wrong a network's numbers are, and what they mean as an answer.</summary>
public abstract record NetworkLoss
{
    /// <summary>The name in files, kebab case.</summary>
    public abstract string Kind { get; }

    /// <summary>The loss of a batch, its mean over examples.</summary>
    /// <exception cref="ArgumentException">The targets are not those that it needs.</exception>
    public abstract LossNode Of(Node output, in NetworkTargets targets);

    /// <summary>The answer: probabilities, or the numbers themselves, [batch, outputs].</summary>
    public abstract Node Answer(Node output);

    /// <summary>Targets as numbers: those that are given, or a 1 at the class.</summary>
    private protected static Tensor ValuesOf(Node output, in NetworkTargets targets)
    {
        if (targets.Values is { } values)
            return values;
        if (targets.Labels is not { } labels)
            throw new ArgumentException("The examples have neither target numbers nor labels.", nameof(targets));
        Tensor ones = Tensor.Zeros(output.Value.Device, output.Value.Shape);
        for (int row = 0; row < labels.Length; row++)
            ones[row, labels[row]] = 1;
        return ones;
    }
}
