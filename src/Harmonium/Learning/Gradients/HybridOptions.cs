namespace Harmonium.Learning.Gradients;

/// <summary>How much the parts of a hybrid objective weigh.</summary>
public sealed record HybridOptions
{
    /// <summary>α, the weight of log p(v, y) beside log p(y | v); 0.01 for MNIST (Larochelle &amp; Bengio 2008, table 1).</summary>
    public double GenerativeWeight { get; init; } = 0.01;

    /// <summary>β, the weight of log p(v) of examples whose label is not known (Larochelle &amp; Bengio 2008, section 4).</summary>
    public double UnlabeledWeight { get; init; } = 0.01;

    internal void Validate()
    {
        foreach (double weight in (double[])[GenerativeWeight, UnlabeledWeight])
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
                throw new ArgumentException($"The weights of a hybrid objective are finite numbers, 0 or above; one is {weight}.");
        }
    }
}
