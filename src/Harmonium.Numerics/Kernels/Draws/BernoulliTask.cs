namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>What to sample from and where to: matrices of rows × columns by address and by the distance from a row to the next.</summary>
internal unsafe struct BernoulliTask
{
    /// <summary>The inputs, or the probabilities themselves where there is no bias.</summary>
    public float* X;

    /// <summary>From a row of <see cref="X"/> to the next, in numbers.</summary>
    public nint XStride;

    /// <summary>Added to every row before the logistic function; null where <see cref="X"/> holds probabilities.</summary>
    public float* Bias;

    /// <summary>Whether the states are −1 and 1: 1 with the logistic function of twice the input, and a mean of 2p − 1, the hyperbolic tangent of it.</summary>
    public bool Signs;

    /// <summary>Where the means go, which are the probabilities where states are 0 and 1, possibly over the inputs; null when they are not wanted.</summary>
    public float* Means;

    /// <summary>From a row of <see cref="Means"/> to the next, in numbers.</summary>
    public nint MeansStride;

    /// <summary>Where the states go, bit c mod 64 of word c / 64 of a row, zeros beyond the last column; null when they are not wanted.</summary>
    public ulong* Bits;

    /// <summary>From a row of <see cref="Bits"/> to the next, in words.</summary>
    public nint BitsStride;

    /// <summary>How many columns the matrices have.</summary>
    public int Columns;

    /// <summary>The numbers to draw with.</summary>
    public PhiloxSchedule Random;
}
