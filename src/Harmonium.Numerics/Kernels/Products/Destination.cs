namespace Harmonium.Numerics.Kernels.Products;

/// <summary>
/// The matrices that an optimizer step will update from the results of a product: up to three matrices of the same shape. A tile prefetches its part of each
/// while it computes its sums.
/// </summary>
internal readonly unsafe struct Destination(float* first, nint second, nint third, nint stride)
{
    /// <summary>The first matrix; null for C itself.</summary>
    internal readonly float* First = first;

    /// <summary>The distance from the first to the second matrix; 0 for none.</summary>
    internal readonly nint Second = second;

    /// <summary>The distance from the first to the third matrix; 0 for none.</summary>
    internal readonly nint Third = third;

    /// <summary>The row stride.</summary>
    internal readonly nint Stride = stride;

    /// <summary>The same matrices, starting at a later element.</summary>
    internal Destination From(nint number) => new(First + number, Second, Third, Stride);
}
