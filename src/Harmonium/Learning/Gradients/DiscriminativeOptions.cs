namespace Harmonium.Learning.Gradients;

/// <summary>What keeps the discriminative gradient from learning the training examples by heart.</summary>
public sealed record DiscriminativeOptions
{
    /// <summary>The share of inputs that is set to 0 at each visit, the others being scaled up by 1 / (1 − share); 0.2 in Srivastava et al. 2014.</summary>
    public double InputDropout { get; init; }

    /// <summary>
    /// The share of hidden units that takes no part at each visit of an example, what the others add to the scores being scaled up by
    /// 1 / (1 − share), so that the mean score is that of the whole machine; 0.5 in Srivastava et al. 2014 (section 8 for RBMs) and
    /// Tomczak 2013, "Prediction of breast cancer recurrence using classification restricted Boltzmann machine with dropping".
    /// </summary>
    public double HiddenDropout { get; init; }

    /// <summary>ε: the target is 1 − ε for the label and ε spread over all classes (Szegedy et al. 2016, section 7; ε = 0.1 there).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// ε: each example is learned from after a step of this Euclidean length in the direction in which log p(label | v) falls fastest, so that the
    /// machine becomes smooth around the examples (Goodfellow, Shlens, Szegedy 2015; of this norm Miyato et al. 2016, section 2.1); 0 for none.
    /// </summary>
    public double AdversarialShift { get; init; }

    internal void Validate()
    {
        if (!(AdversarialShift >= 0 && double.IsFinite(AdversarialShift)))
            throw new ArgumentException($"The adversarial shift is a finite length, 0 or above; it is {AdversarialShift}.");
        foreach ((string name, double share) in ((string, double)[])[("input dropout", InputDropout), ("hidden dropout", HiddenDropout),
            ("label smoothing", LabelSmoothing)])
        {
            if (share is not (>= 0 and < 1))
                throw new ArgumentException($"The {name} is a share in [0, 1); it is {share}.");
        }
    }
}
