namespace Harmonium.Numerics.Randomness;

/// <summary>The purpose of random numbers. Streams of different purposes are independent.</summary>
public enum Purpose
{
    /// <summary>Any other purpose.</summary>
    General = 0,

    /// <summary>Initial weights.</summary>
    Initialization = 1,

    /// <summary>The order of the examples in an epoch.</summary>
    Shuffling = 2,

    /// <summary>Binarization of gray pixels at each visit.</summary>
    Binarization = 3,

    /// <summary>Gibbs sampling during training.</summary>
    Gibbs = 4,

    /// <summary>The initial states of persistent chains.</summary>
    Chains = 5,

    /// <summary>Annealed importance sampling.</summary>
    Annealing = 6,

    /// <summary>Samples requested by a user.</summary>
    Sampling = 7,

    /// <summary>Shifts, rotations and scalings of data.</summary>
    Augmentation = 8,

    /// <summary>Metrics and evaluations.</summary>
    Evaluation = 9,

    /// <summary>Splitting data sets.</summary>
    Splitting = 10,

    /// <summary>Dropout: which units are dropped in each step.</summary>
    Dropout = 20,
}
