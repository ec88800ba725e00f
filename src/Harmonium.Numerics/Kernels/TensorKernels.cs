using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>Hands tensors to kernels as addresses. Tensors of a processor lie on the pinned heap, so their addresses hold.</summary>
internal static unsafe class TensorKernels
{
    internal static float* Address(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.AsSpan()));

    internal static void Multiply(DenseProduct product, Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor into, float scale, bool accumulate)
    {
        product.Multiply(new DenseProductTask
        {
            Rows = into.Rows,
            Columns = into.Columns,
            Depth = transposeA ? a.Rows : a.Columns,
            Alpha = scale,
            A = new DenseOperand(Address(a), a.Columns, transposeA),
            B = new DenseOperand(Address(b), b.Columns, transposeB),
            Accumulate = accumulate,
            C = Address(into),
            CStride = into.Columns,
        });
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(into);
    }

    internal static void Transpose(CpuDevice device, Tensor x, Tensor into)
    {
        float* source = Address(x), target = Address(into);
        (int rows, int columns) = (x.Rows, x.Columns);
        device.Team.Run(
            columns,
            (start, end) => Transposition.Transpose(device.Width, rows, end - start, source + start, columns, target + ((nint)start * rows), rows),
            granularity: 16);
        GC.KeepAlive(x);
        GC.KeepAlive(into);
    }
}
