namespace Harmonium.Networks.Neurons;

/// <summary>Why the training of a perceptron ended.</summary>
internal enum PerceptronEnd
{
    /// <summary>An epoch had no mistakes: the weights separate the data.</summary>
    Separated,

    /// <summary>The same weights recurred after an epoch, so the same mistakes would repeat forever: the data are not separable.</summary>
    Cycle,

    /// <summary>No weights can separate the data by more than the least margin.</summary>
    NoMargin,

    /// <summary>All epochs were completed without a conclusion.</summary>
    Unfinished,
}
