namespace Harmonium.Learning.Gradients;

/// <summary>The weights of the terms of a hybrid objective.</summary>
internal sealed record HybridOptions
{
    /// <summary>α, the weight of log p(v, y) relative to log p(y | v); 0.01 for MNIST (Larochelle &amp; Bengio 2008, table 1).</summary>
    public double GenerativeWeight { get; init; } = 0.01;

    /// <summary>β, the weight of log p(v) of unlabeled examples (Larochelle &amp; Bengio 2008, section 4).</summary>
    public double UnlabeledWeight { get; init; } = 0.01;

    internal void Validate()
    {
        foreach (double weight in (double[])[GenerativeWeight, UnlabeledWeight])
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
                throw new ArgumentException($"The weights of a hybrid objective must be finite numbers of at least 0; one is {weight}.");
        }
    }
}
