using Harmonium.Numerics.Kernels;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics;

/// <summary>The processor: kernels on its widest vectors, shared by a team of threads.</summary>
public sealed class CpuDevice : Device
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

    internal override TensorStorage Allocate(int count) => new HostStorage(this, count);

    internal override TensorStorage Adopt(TensorStorage storage) => new HostStorage(this, (HostStorage)storage);

    internal override void Multiply(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor into, float scale, bool accumulate) =>
        TensorKernels.Multiply(_dense, a, transposeA, b, transposeB, into, scale, accumulate);

    internal override void Multiply(States x, Tensor matrix, Tensor into) =>
        GatherProduct.Run(Team, Width, x, matrix, into);

    internal override float Apply(OuterProductStep step, Tensor matrix, Tensor? transposed) => OuterProductKernel.Run(this, step, matrix, transposed);

    internal override void Transpose(Tensor x, Tensor into) => TensorKernels.Transpose(this, x, into);

    internal override void Expand(BitMatrix bits, Tensor into)
    {
        for (int i = 0; i < bits.Rows; i++)
        {
            Span<float> to = into.Row(i);
            for (int j = 0; j < bits.Columns; j++)
                to[j] = bits[i, j] ? 1 : 0;
        }
    }

    internal override void SampleBernoulli(Tensor x, Tensor? bias, RandomStream random, BitMatrix? bits, Tensor? means)
    {
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                float p = bias is null ? x[i, j] : 1 / (1 + MathF.Exp(-x[i, j] - bias[j]));
                if (means is not null)
                    means[i, j] = p;
                if (bits is not null)
                    bits[i, j] = (random.Block((uint)j, (uint)i).A >> 8) * (1f / (1 << 24)) < p;
            }
        }
    }

    internal override double[] SumOfSoftplus(Tensor x, Tensor bias)
    {
        double[] sums = new double[x.Rows];
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                double z = x[i, j] + bias[j];
                sums[i] += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
            }
        }

        return sums;
    }

    internal override double[] Dot(States x, Tensor vector)
    {
        Tensor dense = x.AsTensor();
        double[] sums = new double[x.Rows];
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
                sums[i] += (double)dense[i, j] * vector[j];
        }

        return sums;
    }

    internal override double[] DotRows(Tensor x, Tensor y)
    {
        double[] sums = new double[x.Rows];
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
                sums[i] += (double)x[i, j] * y[i, j];
        }

        return sums;
    }

    internal override void WeightedSum(States x, Tensor weights, Tensor into)
    {
        Tensor dense = x.AsTensor();
        for (int j = 0; j < x.Columns; j++)
        {
            float sum = 0;
            for (int i = 0; i < x.Rows; i++)
                sum += dense[i, j] * weights[i];
            into[j] = sum;
        }
    }

    internal override float LargestMagnitude(Tensor x)
    {
        int largest = 0;
        foreach (float value in x.Block)
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(MathF.Abs(value)));
        return BitConverter.Int32BitsToSingle(largest);
    }

    internal override double SumOfSquares(Tensor x)
    {
        double sum = 0;
        foreach (float value in x.Block)
            sum += (double)value * value;
        return sum;
    }

    internal override void MultiplyRows(Tensor into, Tensor factors)
    {
        for (int i = 0; i < into.Rows; i++)
        {
            foreach (ref float value in into.Row(i))
                value *= factors[i];
        }
    }

    internal override void LimitColumnNorms(Tensor into, float limit)
    {
        for (int j = 0; j < into.Columns; j++)
        {
            double sum = 0;
            for (int i = 0; i < into.Rows; i++)
                sum += (double)into[i, j] * into[i, j];
            float factor = (float)Math.Min(1, limit / Math.Sqrt(sum));
            for (int i = 0; factor < 1 && i < into.Rows; i++)
                into[i, j] *= factor;
        }
    }

    internal override void AddScaled(Tensor into, Tensor x, float scale)
    {
        if (into.RowStride != x.RowStride)
            x = x.CopyTo(Tensor.ZerosLike(into));
        Span<float> a = into.Block, b = x.Block;
        for (int i = 0; i < a.Length; i++)
            a[i] += scale * b[i];
    }

    internal override void Scale(Tensor into, float scale)
    {
        foreach (ref float x in into.Block)
            x *= scale;
    }
}
