namespace Harmonium.Numerics.Randomness;

/// <summary>What random numbers are drawn for: streams of different purposes never share a number.</summary>
public enum Purpose
{
    /// <summary>Anything without a purpose of its own.</summary>
    General = 0,

    /// <summary>Starting weights.</summary>
    Initialization = 1,

    /// <summary>The order of the examples in an epoch.</summary>
    Shuffling = 2,

    /// <summary>Gray pixels turned into black and white at each visit.</summary>
    Binarization = 3,

    /// <summary>Gibbs sampling while learning.</summary>
    Gibbs = 4,

    /// <summary>The starting states of persistent chains.</summary>
    Chains = 5,

    /// <summary>Annealed importance sampling.</summary>
    Annealing = 6,

    /// <summary>Samples drawn for a user.</summary>
    Sampling = 7,

    /// <summary>Shifts, rotations and scalings of data.</summary>
    Augmentation = 8,

    /// <summary>Monitors and evaluations.</summary>
    Evaluation = 9,

    /// <summary>Splits of data into parts.</summary>
    Splitting = 10,

    /// <summary>Which units a step leaves out.</summary>
    Dropout = 20,
}
