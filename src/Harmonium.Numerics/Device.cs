using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <summary>
/// What keeps tensors and computes with them: the seam behind which a processor or an accelerator stands. Shapes are
/// checked by <see cref="Tensor"/> and <see cref="States"/> before an operation arrives here.
/// </summary>
public abstract partial class Device
{
    /// <summary>This machine's processor with all its cores and its widest vectors.</summary>
    public static Device Default { get; } = new CpuDevice(Environment.ProcessorCount);

    /// <summary>
    /// Runs body(start, end) over stretches of [0, items) on the threads of this device, cut as its kernels cut rows at the same granularity:
    /// for the preparation of data on the host.
    /// </summary>
    /// <param name="items">How many there are.</param>
    /// <param name="body">What to do with a stretch; must not depend on the cuts.</param>
    /// <param name="granularity">Cuts fall at multiples of this.</param>
    public abstract void Share(int items, Action<int, int> body, int granularity = 1);

    internal abstract TensorStorage Allocate(int count);

    internal abstract TensorStorage Adopt(TensorStorage storage);

    /// <summary>into = scale · op(a) op(b), or into + that.</summary>
    internal abstract void Multiply(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor into, float scale, bool accumulate);

    /// <summary>into = x · matrix, or x · matrixᵀ.</summary>
    internal abstract void Multiply(States x, Tensor matrix, bool transposed, Tensor into);

    /// <summary>A step on a matrix; the largest magnitude afterward.</summary>
    internal abstract float Apply(OuterProductStep step, Tensor matrix);

    internal abstract void Transpose(Tensor x, Tensor into);

    /// <summary>Bits by column: into = xᵀ.</summary>
    internal abstract void Transpose(BitMatrix x, BitMatrix into);

    /// <summary>Marks the numbers that are not <paramref name="rest"/> in a matrix of zeros, and counts them, the ones and the minus ones.</summary>
    internal abstract (int Marked, int Ones, int MinusOnes) MarkActive(Tensor x, float rest, BitMatrix into);

    /// <summary>Writes bits as numbers: 1, and <paramref name="low"/> where there is none.</summary>
    internal abstract void Expand(BitMatrix bits, float low, Tensor into);

    /// <summary>
    /// Draws bits with probability p = σ(x + bias), or p = x where there is no bias, and writes p where it is wanted; where the bits are signs, p = σ(2 (x +
    /// bias)), and
    /// the mean 2p − 1.
    /// </summary>
    internal abstract void SampleBernoulli(Tensor x, Tensor? bias, RandomStream random, BitMatrix? bits, Tensor? means, bool signs = false);

    /// <summary>Σ_columns log(1 + exp(x + bias)) of each row.</summary>
    internal abstract double[] SumOfSoftplus(Tensor x, Tensor bias);

    /// <summary>into(s, y) = scale · Σ_j kept(s, j) · log(1 + exp(x(s, j) + table(y, j))); every unit is kept where there is no list.</summary>
    internal abstract void SumOfSoftplusByClass(Tensor x, Tensor table, Tensor? kept, float scale, Tensor into);

    /// <summary>
    /// With r(s, y, j) = scale · kept(s, j) · σ(x(s, j) + table(y, j)): first = Σ_y a r, second = Σ_y b r, and gradient(y, j) = Σ_s weight (a − b) r.
    /// </summary>
    internal abstract void MixSigmoidByClass(Tensor x, Tensor table, Tensor? kept, float scale, Tensor weights, Tensor a, Tensor b, Tensor first,
        Tensor second, Tensor gradient);

    /// <summary>Σ_columns x · vector of each row, in double.</summary>
    internal abstract double[] Dot(States x, Tensor vector);

    /// <summary>Σ_columns x · y of each row, in double.</summary>
    internal abstract double[] DotRows(Tensor x, Tensor y);

    /// <summary>into[c] = Σ_rows weight · x.</summary>
    internal abstract void WeightedSum(States x, Tensor weights, Tensor into);

    /// <summary>into = into + scale · x, number by number.</summary>
    internal abstract void AddScaled(Tensor into, Tensor x, float scale);

    /// <summary>into = scale · into.</summary>
    internal abstract void Scale(Tensor into, float scale);

    /// <summary>Every row of into multiplied by its factor.</summary>
    internal abstract void MultiplyRows(Tensor into, Tensor factors);

    /// <summary>Columns whose Euclidean norm is above the limit, scaled down to it.</summary>
    internal abstract void LimitColumnNorms(Tensor into, float limit);

    /// <summary>The largest |x|; not finite if any number is not.</summary>
    internal abstract float LargestMagnitude(Tensor x);

    /// <summary>Σ x², in double.</summary>
    internal abstract double SumOfSquares(Tensor x);

    /// <summary>Σ x · y, in double; both lie alike.</summary>
    internal abstract double Dot(Tensor x, Tensor y);
}
