namespace Harmonium.Numerics.Kernels.Products;

/// <summary>An operand of a dense product, a row-major matrix or its transpose: X(i, j) = data[i·stride + j], or data[j·stride + i].</summary>
internal readonly unsafe struct DenseOperand(float* data, int stride, bool transposed)
{
    internal readonly float* Data = data;
    internal readonly nint Stride = stride;
    internal readonly bool Transposed = transposed;

    /// <summary>The address of X(i, j).</summary>
    internal float* At(nint i, nint j) => Transposed ? Data + (j * Stride) + i : Data + (i * Stride) + j;
}
