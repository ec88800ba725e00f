using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Kernels;

/// <summary>Hands tensors to kernels as addresses. Tensors of a processor lie on the pinned heap, so their addresses hold.</summary>
internal static unsafe class TensorKernels
{
    internal static float* Address(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.Block));

    internal static void Multiply(DenseProduct product, Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor into, float scale, bool accumulate)
    {
        product.Multiply(new DenseProductTask
        {
            Rows = into.Rows,
            Columns = into.Columns,
            Depth = transposeA ? a.Rows : a.Columns,
            Alpha = scale,
            A = new DenseOperand(Address(a), a.RowStride, transposeA),
            B = new DenseOperand(Address(b), b.RowStride, transposeB),
            Accumulate = accumulate,
            C = Address(into),
            CStride = into.RowStride,
        });
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(into);
    }

    internal static void Transpose(CpuDevice device, Tensor x, Tensor into)
    {
        float* source = Address(x), target = Address(into);
        (int rows, nint from, nint to) = (x.Rows, x.RowStride, into.RowStride);
        device.Team.Run(
            x.Columns,
            (start, end) => Transposition.Transpose(device.Width, rows, end - start, source + start, from, target + (start * to), to),
            granularity: 16);
        GC.KeepAlive(x);
        GC.KeepAlive(into);
    }

    internal static void SampleBernoulli(CpuDevice device, Tensor x, Tensor? bias, RandomStream random, BitMatrix? bits, Tensor? means, bool signs)
    {
        BernoulliTask task = new()
        {
            X = Address(x),
            XStride = x.RowStride,
            Bias = bias is null ? null : Address(bias),
            Means = means is null ? null : Address(means),
            MeansStride = means?.RowStride ?? 0,
            Bits = bits is null ? null : RowLists.Address(bits.Words),
            BitsStride = bits?.WordsPerRow ?? 0,
            Signs = signs,
            Columns = x.Columns,
            Random = random.Schedule,
        };
        OutputCut.ByRows(x.Rows, x.Columns, device.Team.Threads, rowGrain: 8).Run(device.Team, (r0, r1, c0, c1) => BernoulliKernel.Run(device.Width, task, r0, r1, c0, c1));
        GC.KeepAlive(x);
        GC.KeepAlive(bias);
        GC.KeepAlive(means);
        GC.KeepAlive(bits);
    }

    internal static double[] SumOfSoftplus(CpuDevice device, Tensor x, Tensor bias)
    {
        double[] sums = new double[x.Rows];
        device.Team.Run(x.Rows, (start, end) =>
        {
            fixed (double* target = sums)
                RowReductions.SumOfSoftplus(device.Width, end - start, x.Columns, Address(x) + ((nint)start * x.RowStride), x.RowStride, Address(bias), target + start);
        });
        GC.KeepAlive(x);
        GC.KeepAlive(bias);
        return sums;
    }

    /// <summary>Σ_columns x · y of each row; y has one row for all of them or one for each.</summary>
    internal static double[] DotRows(CpuDevice device, Tensor x, Tensor y, bool oneForAll)
    {
        double[] sums = new double[x.Rows];
        nint stride = oneForAll ? 0 : y.RowStride;
        device.Team.Run(x.Rows, (start, end) =>
        {
            fixed (double* target = sums)
            {
                RowReductions.Sum<ProductTerm>(
                    device.Width, end - start, x.Columns, Address(x) + ((nint)start * x.RowStride), x.RowStride, Address(y) + (start * stride), stride, target + start);
            }
        });
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return sums;
    }

    /// <summary>into = into + scale · x, two tensors of one layout.</summary>
    internal static void AddScaled(CpuDevice device, Tensor into, Tensor x, float scale)
    {
        ShareBlock(device, into, (start, count) => Elementwise.AddScaled(device.Width, scale, Address(x) + start, Address(into) + start, Address(into) + start, count));
        GC.KeepAlive(x);
    }

    internal static void Scale(CpuDevice device, Tensor into, float factor) =>
        ShareBlock(device, into, (start, count) => Elementwise.ZipNumber<Multiplication>(device.Width, Address(into) + start, factor, Address(into) + start, count));

    internal static void MultiplyRows(CpuDevice device, Tensor into, Tensor factors)
    {
        for (int row = 0; row < into.Rows; row++)
        {
            float* start = Address(into) + ((nint)row * into.RowStride);
            Elementwise.ZipNumber<Multiplication>(device.Width, start, factors[row], start, into.Columns);
        }

        GC.KeepAlive(into);
    }

    internal static float LargestMagnitude(CpuDevice device, Tensor x)
    {
        float largest = Totals.LargestMagnitude(device.Width, Address(x), x.Block.Length);
        GC.KeepAlive(x);
        return largest;
    }

    internal static double SumOfSquares(CpuDevice device, Tensor x)
    {
        double sum = Totals.Sum<SquareTerm>(device.Team, device.Width, Address(x), null, x.Block.Length);
        GC.KeepAlive(x);
        return sum;
    }

    internal static double Dot(CpuDevice device, Tensor x, Tensor y)
    {
        double sum = Totals.Sum<ProductTerm>(device.Team, device.Width, Address(x), Address(y), x.Block.Length);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return sum;
    }

    // Short blocks are done before another thread would have woken.
    private static void ShareBlock(CpuDevice device, Tensor tensor, Action<int, int> body)
    {
        const int WorthSharing = 32_768;
        int length = tensor.Block.Length;
        if (length < WorthSharing)
            body(0, length);
        else
            device.Team.Run(length, (start, end) => body(start, end - start), Tensor.LineLength);
        GC.KeepAlive(tensor);
    }
}
