using Harmonium.Numerics.Kernels;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Units;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics;

/// <summary>The CPU: kernels on its widest vectors, run by a thread pool.</summary>
public sealed partial class CpuDevice : Device
{
    private readonly DenseProduct _dense;
    private readonly Processor _processor;

    /// <summary>Creates a CPU device with a number of threads.</summary>
    /// <param name="threads">The number of threads, at least 1.</param>
    /// <param name="width">The vector width; null for <see cref="VectorWidths.Widest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    public CpuDevice(int threads, VectorWidth? width = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _processor = new Processor(new WorkerPool(threads), width ?? VectorWidths.Widest);
        _dense = new DenseProduct(Workers, Width);
    }

    /// <summary>The vector width in use.</summary>
    internal VectorWidth Width => _processor.Width;

    /// <summary>The number of threads.</summary>
    public int Threads => Workers.Threads;

    internal WorkerPool Workers => _processor.Workers;

    /// <summary>Measures the peak rate of float32 operations per second, over all threads, in a loop of independent fused multiply-adds.</summary>
    public double MeasurePeak(TimeProvider clock) => FmaPeak.Measure(Workers, Width, clock);

    /// <inheritdoc/>
    public override void Share(int items, Action<int, int> body, int granularity = 1) => Workers.Run(items, body, granularity);

    internal override TensorStorage Allocate(int count) => new HostStorage(this, count);

    internal override TensorStorage Adopt(TensorStorage storage) => new HostStorage(this, (HostStorage)storage);

    internal override void Multiply(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor into, float scale, bool accumulate) =>
        TensorKernels.Multiply(_dense, View(a), transposeA, View(b), transposeB, View(into), scale, accumulate);

    internal override void Multiply(States x, Tensor matrix, bool transposed, Tensor into)
    {
        if (transposed)
            GatherProduct.RunTransposed(_processor, x.AsView(), View(matrix), View(into));
        else
            GatherProduct.Run(_processor, x.AsView(), View(matrix), View(into));
    }

    internal override void Transpose(Tensor x, Tensor into) => TensorKernels.Transpose(_processor, View(x), View(into));

    internal override void Transpose(BitMatrix x, BitMatrix into) => BitTransposition.Run(Workers, x, into);

    internal override (int Active, int Ones, int MinusOnes) MaskActive(Tensor x, float rest, BitMatrix into) =>
        ActiveMask.Run(_processor, View(x), rest, into);

    internal override void Expand(BitMatrix bits, float low, Tensor into) => BitExpansion.Run(_processor, bits, low, View(into));

    internal override void SampleBernoulli(Tensor x, Tensor? bias, RandomStream random, BitMatrix? bits, Tensor? means, bool signs = false) =>
        TensorKernels.SampleBernoulli(_processor, View(x), View(bias?.Contiguous()), random, bits, View(means), signs);

    internal override double[] SumOfSoftplus(Tensor x, Tensor bias) => TensorKernels.SumOfSoftplus(_processor, View(x), View(bias.Contiguous()));

    internal override void SumOfSoftplusByClass(Tensor x, Tensor table, Tensor? kept, float scale, Tensor into) =>
        ClassSoftplusKernel.Sum(_processor, View(x), View(table), View(kept), scale, View(into));

    internal override void MixSigmoidByClass(Tensor x, Tensor table, Tensor? kept, float scale, Tensor weights, Tensor a, Tensor b, Tensor first,
        Tensor second, Tensor gradient) =>
        ClassSoftplusKernel.Mix(_processor, View(x), View(table), View(kept), scale, View(weights), View(a), View(b), View(first), View(second),
            View(gradient));

    internal override double[] Dot(States x, Tensor vector) =>
        x.Sparse?.Dot(vector.Contiguous().AsSpan()) ?? TensorKernels.DotRows(_processor, View(x.AsTensor()), View(vector.Contiguous()), oneForAll: true);

    internal override double[] DotRows(Tensor x, Tensor y) => TensorKernels.DotRows(_processor, View(x), View(y), oneForAll: false);

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
        // If the elements of the vector are not adjacent, the sum is in a copy.
        if (!into.IsContiguous)
            sum.Reshape(into.Shape).CopyTo(into);
    }

    internal override float LargestMagnitude(Tensor x) => TensorKernels.LargestMagnitude(_processor, View(x));

    internal override double SumOfSquares(Tensor x) => TensorKernels.SumOfSquares(_processor, View(x));

    internal override double Dot(Tensor x, Tensor y) => TensorKernels.Dot(_processor, View(x), View(y));

    internal override void MultiplyRows(Tensor into, Tensor factors) => TensorKernels.MultiplyRows(_processor, View(into), factors.AsSpan());

    internal override void AddScaled(Tensor into, Tensor x, float scale) =>
        TensorKernels.AddScaled(_processor, View(into), View(into.RowStride == x.RowStride ? x : x.CopyTo(Tensor.ZerosLike(into))), scale);

    internal override void Scale(Tensor into, float factor) => TensorKernels.Scale(_processor, View(into), factor);

    internal override void LimitColumnNorms(Tensor into, float limit) => NetworkKernels.LimitColumnNorms(_processor, View(into), limit);

    private static MatrixView View(Tensor? tensor) => tensor?.AsView() ?? default;
}
