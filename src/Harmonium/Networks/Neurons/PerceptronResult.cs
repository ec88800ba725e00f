namespace Harmonium.Networks.Neurons;

/// <summary>What came of a perceptron's learning.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Epochs">The epochs made.</param>
/// <param name="Mistakes">How often an example was answered wrongly, and the weights corrected.</param>
/// <param name="MarginBound">
/// No separating plane through the origin of the extended space has a larger margin: |w|/mistakes, for a constant rate from weights of 0; infinite without
/// mistakes.
/// </param>
public sealed record PerceptronResult(PerceptronEnd End, int Epochs, long Mistakes, double MarginBound)
{
    /// <summary>Whether the data are known to be separable (true) or not to be (false); null when it is not known.</summary>
    public bool? Separable => End switch
    {
        PerceptronEnd.Separated => true,
        PerceptronEnd.Unfinished => null,
        _ => false,
    };
}
