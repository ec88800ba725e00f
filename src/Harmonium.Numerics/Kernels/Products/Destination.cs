namespace Harmonium.Numerics.Kernels.Products;

/// <summary>
/// What the results of a product go on to change where that is not C: up to three matrices of one shape. A tile asks for its part of each while its sums run.
/// </summary>
internal readonly unsafe struct Destination(float* first, nint second, nint third, nint stride)
{
    /// <summary>The first matrix; null for C itself.</summary>
    internal readonly float* First = first;

    /// <summary>How far behind the first matrix a second lies; 0 for none.</summary>
    internal readonly nint Second = second;

    /// <summary>How far behind the first matrix a third lies; 0 for none.</summary>
    internal readonly nint Third = third;

    /// <summary>From a row to the next.</summary>
    internal readonly nint Stride = stride;

    /// <summary>The same matrices from a later number on.</summary>
    internal Destination From(nint number) => new(First + number, Second, Third, Stride);
}
