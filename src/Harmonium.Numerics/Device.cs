using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <summary>
/// A compute device: it stores tensors and runs the operations on them.
/// <see cref="Tensor"/> and <see cref="States"/> check shapes before they call a device.
/// </summary>
public abstract partial class Device
{
    /// <summary>The CPU of this computer with all its cores and its widest vectors.</summary>
    public static Device Default { get; } = new CpuDevice(Environment.ProcessorCount);

    /// <summary>
    /// Runs body(start, end) over ranges of [0, items) on the threads of this device, for preparing data on the host.
    /// Ranges are the same as those of kernels with the same granularity.
    /// </summary>
    /// <param name="items">The number of items.</param>
    /// <param name="body">The work for one range. Its result must not depend on the ranges.</param>
    /// <param name="granularity">Range boundaries are multiples of this.</param>
    public abstract void Share(int items, Action<int, int> body, int granularity = 1);

    internal abstract TensorStorage Allocate(int count);

    internal abstract TensorStorage Adopt(TensorStorage storage);

    /// <summary>into = scale · op(a) op(b), added to into if <paramref name="accumulate"/> is true.</summary>
    internal abstract void Multiply(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor into, float scale, bool accumulate);

    /// <summary>The product of states with a matrix or its transpose: into = x · matrix, or x · matrixᵀ.</summary>
    internal abstract void Multiply(States x, Tensor matrix, bool transposed, Tensor into);

    /// <summary>Applies a step to a matrix. Returns the largest magnitude afterward.</summary>
    internal abstract float Apply(OuterProductStep step, Tensor matrix);

    internal abstract void Transpose(Tensor x, Tensor into);

    /// <summary>Transposes a bit matrix: into = xᵀ.</summary>
    internal abstract void Transpose(BitMatrix x, BitMatrix into);

    /// <summary>
    /// Writes a mask of the elements that differ from <paramref name="rest"/> into a matrix of zeros, and counts the set bits, the ones and the minus ones.
    /// </summary>
    internal abstract (int Active, int Ones, int MinusOnes) MaskActive(Tensor x, float rest, BitMatrix into);

    /// <summary>Converts bits to numbers: 1 for a set bit, <paramref name="low"/> for a cleared one.</summary>
    internal abstract void Expand(BitMatrix bits, float low, Tensor into);

    /// <summary>
    /// Draws bits with probability p = σ(x + bias), or p = x without a bias, and optionally writes p. For signs, p = σ(2 (x + bias)), and the mean is 2p − 1.
    /// </summary>
    internal abstract void SampleBernoulli(Tensor x, Tensor? bias, RandomStream random, BitMatrix? bits, Tensor? means, bool signs = false);

    /// <summary>The sum of softplus(x + bias) = log(1 + exp(x + bias)) over the columns of each row.</summary>
    internal abstract double[] SumOfSoftplus(Tensor x, Tensor bias);

    /// <summary>into(s, y) = scale · Σ_j kept(s, j) · log(1 + exp(x(s, j) + table(y, j))). If kept is null, all units are kept.</summary>
    internal abstract void SumOfSoftplusByClass(Tensor x, Tensor table, Tensor? kept, float scale, Tensor into);

    /// <summary>
    /// With r(s, y, j) = scale · kept(s, j) · σ(x(s, j) + table(y, j)): first = Σ_y a r, second = Σ_y b r, and gradient(y, j) = Σ_s weight (a − b) r.
    /// </summary>
    internal abstract void MixSigmoidByClass(Tensor x, Tensor table, Tensor? kept, float scale, Tensor weights, Tensor a, Tensor b, Tensor first,
        Tensor second, Tensor gradient);

    /// <summary>The dot product of each row of x with the vector, in double.</summary>
    internal abstract double[] Dot(States x, Tensor vector);

    /// <summary>The dot product of each row of x with the row of y, in double.</summary>
    internal abstract double[] DotRows(Tensor x, Tensor y);

    /// <summary>The weighted sum of the rows: into[c] = Σ_rows weight · x.</summary>
    internal abstract void WeightedSum(States x, Tensor weights, Tensor into);

    /// <summary>into = into + scale · x, element-wise.</summary>
    internal abstract void AddScaled(Tensor into, Tensor x, float scale);

    /// <summary>into = scale · into.</summary>
    internal abstract void Scale(Tensor into, float scale);

    /// <summary>Multiplies each row by its factor.</summary>
    internal abstract void MultiplyRows(Tensor into, Tensor factors);

    /// <summary>Scales columns with a Euclidean norm above the limit down to the limit.</summary>
    internal abstract void LimitColumnNorms(Tensor into, float limit);

    /// <summary>The largest |x|; not finite if any element is not finite.</summary>
    internal abstract float LargestMagnitude(Tensor x);

    /// <summary>Σ x², in double.</summary>
    internal abstract double SumOfSquares(Tensor x);

    /// <summary>Σ x · y, in double. Both tensors have the same layout.</summary>
    internal abstract double Dot(Tensor x, Tensor y);
}
