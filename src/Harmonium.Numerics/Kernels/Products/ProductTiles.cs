namespace Harmonium.Numerics.Kernels.Products;

/// <summary>
/// Tiles of a dense product, one behind the other: A(r, p) = a + r and B(p, j) = b + j where a and b are led from p to p + 1 by steps.
/// </summary>
internal unsafe struct ProductTiles
{
    /// <summary>How many tiles there are.</summary>
    internal int Tiles;

    /// <summary>How many terms every sum has.</summary>
    internal int Depth;
    internal float Alpha;
    internal bool Accumulate;

    /// <summary>Where A begins, and how far it is to that of the next tile.</summary>
    internal float* A;
    internal nint ATile;
    internal float* B;
    internal nint BTile;
    internal float* C;
    internal nint CTile;

    /// <summary>From a row of C to the next.</summary>
    internal nint CStride;

    /// <summary>What C is for.</summary>
    internal Destination Destination;

    /// <summary>What is asked for on the way.</summary>
    internal Approach Ahead;
}
