namespace Harmonium.Learning.Gradients;

/// <summary>The regularization of the discriminative gradient.</summary>
internal sealed record DiscriminativeOptions
{
    /// <summary>The fraction of inputs set to 0 at each visit. The others are multiplied by 1 / (1 − fraction). 0.2 in Srivastava et al. 2014.</summary>
    public double InputDropout { get; init; }

    /// <summary>
    /// The fraction of hidden units dropped at each visit of an example. The contributions of the others to the scores are multiplied by
    /// 1 / (1 − fraction), so that the mean score equals that of the full model. 0.5 in Srivastava et al. 2014 (section 8 for RBMs) and
    /// Tomczak 2013, "Prediction of breast cancer recurrence using classification restricted Boltzmann machine with dropping".
    /// </summary>
    public double HiddenDropout { get; init; }

    /// <summary>ε: the target is 1 − ε for the label plus ε spread over all classes (Szegedy et al. 2016, section 7, with ε = 0.1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// Adversarial perturbation ε: each example is moved by this Euclidean length in the direction in which log p(label | v) decreases fastest, which
    /// makes the model smooth around the examples (Goodfellow, Shlens, Szegedy 2015; with this norm Miyato et al. 2016, section 2.1); 0 for none.
    /// </summary>
    public double AdversarialShift { get; init; }

    /// <summary>The weight of each class: the gradient of an example is multiplied by the weight of its class, above 0. Null for 1.</summary>
    public float[]? ClassWeights { get; init; }

    internal void Validate()
    {
        if (!(AdversarialShift >= 0 && double.IsFinite(AdversarialShift)))
            throw new ArgumentException($"The adversarial perturbation must be a finite length of at least 0; it is {AdversarialShift}.");
        foreach ((string name, double share) in ((string, double)[])[("input dropout", InputDropout), ("hidden dropout", HiddenDropout),
            ("label smoothing", LabelSmoothing)])
        {
            if (share is not (>= 0 and < 1))
                throw new ArgumentException($"The {name} must be in [0, 1); it is {share}.");
        }
    }
}
