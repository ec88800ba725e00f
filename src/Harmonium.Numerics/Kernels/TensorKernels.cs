using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
}
