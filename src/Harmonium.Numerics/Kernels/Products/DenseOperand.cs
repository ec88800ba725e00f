namespace Harmonium.Numerics.Kernels.Products;

/// <summary>A row-major matrix, or its transpose, as a side of a dense product: X(i, j) = data[i·stride + j], or data[j·stride + i].</summary>
internal readonly unsafe struct DenseOperand(float* data, int stride, bool transposed)
{
    internal readonly float* Data = data;
    internal readonly nint Stride = stride;
    internal readonly bool Transposed = transposed;

    /// <summary>Where X(i, j) stands.</summary>
    internal float* At(nint i, nint j) => Transposed ? Data + (j * Stride) + i : Data + (i * Stride) + j;
}
