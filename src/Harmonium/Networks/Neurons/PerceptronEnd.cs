namespace Harmonium.Networks.Neurons;

/// <summary>How the learning of a perceptron ended.</summary>
public enum PerceptronEnd
{
    /// <summary>An epoch without a mistake: the data are separable, and separated.</summary>
    Separated,

    /// <summary>The same weights came back after an epoch: the same mistakes follow for ever, and the data are not separable.</summary>
    Cycle,

    /// <summary>No weights can separate the data by more than the least margin.</summary>
    NoMargin,

    /// <summary>All epochs were made, and nothing is known.</summary>
    Unfinished,
}
