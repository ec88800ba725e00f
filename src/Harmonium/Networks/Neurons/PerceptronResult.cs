namespace Harmonium.Networks.Neurons;

/// <summary>The result of training a perceptron.</summary>
/// <param name="End">Why the training ended.</param>
/// <param name="Epochs">The number of completed epochs.</param>
/// <param name="Mistakes">The number of misclassified examples, each of which led to a correction.</param>
/// <param name="MarginBound">
/// An upper bound on the margin of any separating plane through the origin of the extended space: |w|/mistakes, for a constant learning rate and initial
/// weights of 0; infinite without mistakes.
/// </param>
internal sealed record PerceptronResult(PerceptronEnd End, int Epochs, long Mistakes, double MarginBound)
{
    /// <summary>True if the data are known to be separable, false if they are known not to be; null if unknown.</summary>
    public bool? Separable => End switch
    {
        PerceptronEnd.Separated => true,
        PerceptronEnd.Unfinished => null,
        _ => false,
    };
}
