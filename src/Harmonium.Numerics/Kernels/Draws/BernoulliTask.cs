namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>The inputs and outputs of <see cref="BernoulliKernel"/>: matrices of rows × columns, each given by address and row stride.</summary>
internal unsafe struct BernoulliTask
{
    /// <summary>The inputs; the probabilities if there is no bias.</summary>
    public float* X;

    /// <summary>The row stride of <see cref="X"/>, in elements.</summary>
    public nint XStride;

    /// <summary>Added to every row before the logistic function; null if <see cref="X"/> contains probabilities.</summary>
    public float* Bias;

    /// <summary>
    /// True if the states are −1 and 1. Then the state is 1 with probability p, the logistic function of twice the input, and the mean is 2p − 1, the
    /// hyperbolic tangent of the input.
    /// </summary>
    public bool Signs;

    /// <summary>Receives the means, which are the probabilities for binary states; may be the inputs; null to skip them.</summary>
    public float* Means;

    /// <summary>The row stride of <see cref="Means"/>, in elements.</summary>
    public nint MeansStride;

    /// <summary>
    /// Receives the states: column c is bit c mod 64 of word c / 64 of its row, and bits beyond the last column are zero. Null to skip them.
    /// </summary>
    public ulong* Bits;

    /// <summary>The row stride of <see cref="Bits"/>, in words.</summary>
    public nint BitsStride;

    /// <summary>The number of columns.</summary>
    public int Columns;

    /// <summary>The random numbers.</summary>
    public PhiloxSchedule Random;
}
