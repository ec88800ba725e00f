using Harmonium.Numerics.Kernels.Draws;
using Harmonium.Numerics.Kernels.Elements;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Reductions;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics.Kernels;

/// <summary>Passes tensors to kernels as addresses. CPU tensors are on the pinned heap, so their addresses are stable.</summary>
internal static unsafe class TensorKernels
{
    internal static void Multiply(DenseProduct product, MatrixView a, bool transposeA, MatrixView b, bool transposeB, MatrixView into, float scale,
        bool accumulate)
    {
        product.Multiply(new DenseProductTask
        {
            Rows = into.Rows,
            Columns = into.Columns,
            Depth = transposeA ? a.Rows : a.Columns,
            Alpha = scale,
            A = new DenseOperand(a.Address, a.RowStride, transposeA),
            B = new DenseOperand(b.Address, b.RowStride, transposeB),
            Accumulate = accumulate,
            C = into.Address,
            CStride = into.RowStride,
        });
        a.KeepAlive();
        b.KeepAlive();
        into.KeepAlive();
    }

    internal static void Transpose(Processor processor, MatrixView x, MatrixView into)
    {
        float* source = x.Address, target = into.Address;
        (int rows, nint from, nint to) = (x.Rows, x.RowStride, into.RowStride);
        processor.Workers.Run(
            x.Columns,
            (start, end) => Transposition.Transpose(processor.Width, rows, end - start, source + start, from, target + (start * to), to),
            granularity: 16);
        x.KeepAlive();
        into.KeepAlive();
    }

    internal static void SampleBernoulli(Processor processor, MatrixView x, MatrixView bias, RandomStream random, BitMatrix? bits, MatrixView means, bool signs)
    {
        BernoulliTask task = new()
        {
            X = x.Address,
            XStride = x.RowStride,
            Bias = bias.Address,
            Means = means.Address,
            MeansStride = means.RowStride,
            Bits = bits is null ? null : RowLists.Address(bits.Words),
            BitsStride = bits?.WordsPerRow ?? 0,
            Signs = signs,
            Columns = x.Columns,
            Random = random.Schedule,
        };
        OutputCut.ByRows(x.Rows, x.Columns, processor.Workers.Threads, rowGrain: 8).Run(processor.Workers,
            (r0, r1, c0, c1) => BernoulliKernel.Run(processor.Width, task, r0, r1, c0, c1));
        x.KeepAlive();
        bias.KeepAlive();
        means.KeepAlive();
        GC.KeepAlive(bits);
    }

    internal static double[] SumOfSoftplus(Processor processor, MatrixView x, MatrixView bias)
    {
        double[] sums = new double[x.Rows];
        processor.Workers.Run(x.Rows, (start, end) =>
        {
            fixed (double* target = sums)
                RowReductions.SumOfSoftplus(processor.Width, end - start, x.Columns, x.Address + ((nint)start * x.RowStride), x.RowStride, bias.Address,
                    target + start);
        });
        x.KeepAlive();
        bias.KeepAlive();
        return sums;
    }

    /// <summary>Σ_columns x · y of each row; y has one row per row of x, or one row for all.</summary>
    internal static double[] DotRows(Processor processor, MatrixView x, MatrixView y, bool oneForAll)
    {
        double[] sums = new double[x.Rows];
        nint stride = oneForAll ? 0 : y.RowStride;
        processor.Workers.Run(x.Rows, (start, end) =>
        {
            fixed (double* target = sums)
            {
                RowReductions.Sum<ProductTerm>(
                    processor.Width, end - start, x.Columns, x.Address + ((nint)start * x.RowStride), x.RowStride, y.Address + (start * stride), stride,
                    target + start);
            }
        });
        x.KeepAlive();
        y.KeepAlive();
        return sums;
    }

    /// <summary>into = into + scale · x, for two tensors of the same layout.</summary>
    internal static void AddScaled(Processor processor, MatrixView into, MatrixView x, float scale)
    {
        ShareBlock(processor, into, (start, count) =>
            Elementwise.AddScaled(processor.Width, scale, x.Address + start, into.Address + start, into.Address + start, count));
        x.KeepAlive();
    }

    internal static void Scale(Processor processor, MatrixView into, float factor) =>
        ShareBlock(processor, into, (start, count) =>
            Elementwise.ZipNumber<Multiplication>(processor.Width, into.Address + start, factor, into.Address + start, count));

    internal static void MultiplyRows(Processor processor, MatrixView into, ReadOnlySpan<float> factors)
    {
        for (int row = 0; row < into.Rows; row++)
        {
            float* start = into.Address + ((nint)row * into.RowStride);
            Elementwise.ZipNumber<Multiplication>(processor.Width, start, factors[row], start, into.Columns);
        }

        into.KeepAlive();
    }

    internal static float LargestMagnitude(Processor processor, MatrixView x)
    {
        float largest = Totals.LargestMagnitude(processor.Width, x.Address, x.Length);
        x.KeepAlive();
        return largest;
    }

    internal static double SumOfSquares(Processor processor, MatrixView x)
    {
        double sum = Totals.Sum<SquareTerm>(processor.Workers, processor.Width, x.Address, null, x.Length);
        x.KeepAlive();
        return sum;
    }

    internal static double Dot(Processor processor, MatrixView x, MatrixView y)
    {
        double sum = Totals.Sum<ProductTerm>(processor.Workers, processor.Width, x.Address, y.Address, x.Length);
        x.KeepAlive();
        y.KeepAlive();
        return sum;
    }

    // Short blocks are done before another thread would have woken.
    private static void ShareBlock(Processor processor, MatrixView tensor, Action<int, int> body)
    {
        const int WorthSharing = 32_768;
        int length = tensor.Length;
        if (length < WorthSharing)
            body(0, length);
        else
            processor.Workers.Run(length, (start, end) => body(start, end - start), MatrixView.LineLength);
        tensor.KeepAlive();
    }
}
