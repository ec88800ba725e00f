using Harmonium.Numerics.Kernels;
using Harmonium.Numerics.Kernels.Networks;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics;

/// <summary>The processor: kernels on its widest vectors, shared by a team of threads.</summary>
public sealed partial class CpuDevice : Device
{
    private readonly DenseProduct _dense;

    /// <summary>A processor device with a number of threads and, unless another is asked for, the widest vectors there are.</summary>
    /// <param name="threads">How many threads work, at least 1.</param>
    /// <param name="width">The width of the vectors; null for <see cref="VectorWidths.Widest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    public CpuDevice(int threads, VectorWidth? width = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Team = new WorkerTeam(threads);
        Width = width ?? VectorWidths.Widest;
        _dense = new DenseProduct(Team, Width);
    }

    /// <summary>The width of the vectors in use.</summary>
    public VectorWidth Width { get; }

    /// <summary>How many threads work.</summary>
    public int Threads => Team.Threads;

    internal WorkerTeam Team { get; }

    /// <summary>The float32 operations a second that all threads together reach in a loop of nothing but fused multiply-adds.</summary>
    public double MeasurePeak(TimeProvider clock) => FmaPeak.Measure(Team, Width, clock);

    /// <inheritdoc/>
    public override void Share(int items, Action<int, int> body, int granularity = 1) => Team.Run(items, body, granularity);

    internal override TensorStorage Allocate(int count) => new HostStorage(this, count);

    internal override TensorStorage Adopt(TensorStorage storage) => new HostStorage(this, (HostStorage)storage);

    internal override void Multiply(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor into, float scale, bool accumulate) =>
        TensorKernels.Multiply(_dense, a, transposeA, b, transposeB, into, scale, accumulate);

    internal override void Multiply(States x, Tensor matrix, bool transposed, Tensor into)
    {
        if (transposed)
            GatherProduct.RunTransposed(this, x, matrix, into);
        else
            GatherProduct.Run(this, x, matrix, into);
    }

    internal override float Apply(OuterProductStep step, Tensor matrix) => OuterProductKernel.Run(this, step, matrix);

    internal override void Transpose(Tensor x, Tensor into) => TensorKernels.Transpose(this, x, into);

    internal override void Transpose(BitMatrix x, BitMatrix into) => BitTransposition.Run(Team, x, into);

    internal override (int Marked, int Ones, int MinusOnes) MarkActive(Tensor x, float rest, BitMatrix into) => ActiveMarks.Run(this, x, rest, into);

    internal override void Expand(BitMatrix bits, float low, Tensor into) => BitExpansion.Run(this, bits, low, into);

    internal override void SampleBernoulli(Tensor x, Tensor? bias, RandomStream random, BitMatrix? bits, Tensor? means, bool signs = false) =>
        TensorKernels.SampleBernoulli(this, x, bias?.Contiguous(), random, bits, means, signs);

    internal override double[] SumOfSoftplus(Tensor x, Tensor bias) => TensorKernels.SumOfSoftplus(this, x, bias.Contiguous());

    internal override void SumOfSoftplusByClass(Tensor x, Tensor table, Tensor? kept, float scale, Tensor into) =>
        ClassSoftplusKernel.Sum(this, x, table, kept, scale, into);

    internal override void MixSigmoidByClass(Tensor x, Tensor table, Tensor? kept, float scale, Tensor weights, Tensor a, Tensor b, Tensor first, Tensor second, Tensor gradient) =>
        ClassSoftplusKernel.Mix(this, x, table, kept, scale, weights, a, b, first, second, gradient);

    internal override double[] Dot(States x, Tensor vector) =>
        x.Sparse?.Dot(vector.Contiguous().AsSpan()) ?? TensorKernels.DotRows(this, x.AsTensor(), vector.Contiguous(), oneForAll: true);

    internal override double[] DotRows(Tensor x, Tensor y) => TensorKernels.DotRows(this, x, y, oneForAll: false);

    internal override void WeightedSum(States x, Tensor weights, Tensor into)
    {
        if (x.Bits is not null && into.IsContiguous)
        {
            BitSums.Run(x.TransposedBits(), weights.AsSpan(), into.AsSpan(), x.AreSigns);
            return;
        }

        if (x.Sparse is not null && into.IsContiguous)
        {
            x.Sparse.AddUp(weights.AsSpan(), into.AsSpan());
            return;
        }

        Tensor sum = into.Reshape(1, -1);
        Multiply(weights.Reshape(1, -1), false, x.AsTensor(), false, sum, 1, false);
        // Where there are gaps between the numbers of the vector, the sum stands in a copy.
        if (!into.IsContiguous)
            sum.Reshape(into.Shape).CopyTo(into);
    }

    internal override float LargestMagnitude(Tensor x) => TensorKernels.LargestMagnitude(this, x);

    internal override double SumOfSquares(Tensor x) => TensorKernels.SumOfSquares(this, x);

    internal override double Dot(Tensor x, Tensor y) => TensorKernels.Dot(this, x, y);

    internal override void MultiplyRows(Tensor into, Tensor factors) => TensorKernels.MultiplyRows(this, into, factors);

    internal override void AddScaled(Tensor into, Tensor x, float scale) =>
        TensorKernels.AddScaled(this, into, into.RowStride == x.RowStride ? x : x.CopyTo(Tensor.ZerosLike(into)), scale);

    internal override void Scale(Tensor into, float factor) => TensorKernels.Scale(this, into, factor);

    internal override void LimitColumnNorms(Tensor into, float limit) => NetworkKernels.LimitColumnNorms(this, into, limit);
}
