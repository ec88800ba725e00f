namespace Harmonium.Numerics.Kernels.Products;

/// <summary>Consecutive tiles of a dense product: A(r, p) = a + r and B(p, j) = b + j, where steps move a and b from p to p + 1.</summary>
internal unsafe struct ProductTiles
{
    /// <summary>The number of tiles.</summary>
    internal int Tiles;

    /// <summary>The number of terms of every sum.</summary>
    internal int Depth;
    internal float Alpha;
    internal bool Accumulate;

    /// <summary>The start of A, followed by the distance to the next tile.</summary>
    internal float* A;
    internal nint ATile;
    internal float* B;
    internal nint BTile;
    internal float* C;
    internal nint CTile;

    /// <summary>The row stride of C.</summary>
    internal nint CStride;

    /// <summary>The matrices that will be updated from C.</summary>
    internal Destination Destination;

    /// <summary>The rows to prefetch.</summary>
    internal PrefetchRows Ahead;
}
