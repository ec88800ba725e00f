namespace Harmonium.Numerics.Kernels.Products;

/// <summary>A dense product: C ← alpha·A·B, or C + alpha·A·B, with A rows × depth, B depth × columns, C row-major.</summary>
internal unsafe struct DenseProductTask
{
    /// <summary>
    /// The maximum number of terms in one block of a sum: a block of B of 224 × 48 elements takes 42 KB.
    /// The blocks of a sum depend only on its length, so sums of the same length always have the same order.
    /// </summary>
    internal const int BlockDepth = 224;

    internal int Rows;
    internal int Columns;
    internal int Depth;
    internal float Alpha;
    internal DenseOperand A;
    internal DenseOperand B;

    /// <summary>The packed B if it was packed before, otherwise null. If it is given, all columns are computed.</summary>
    internal float* PackedB;
    internal bool Accumulate;
    internal float* C;
    internal nint CStride;

    /// <summary>True if every sum is a single block.</summary>
    internal readonly bool IsOneBlock => Depth <= BlockDepth;
}
