namespace Harmonium.Numerics.Kernels.Products;

/// <summary>One dense product: C ← alpha·A·B, or C + alpha·A·B, with A rows × depth, B depth × columns, C row-major.</summary>
internal unsafe struct DenseProductTask
{
    /// <summary>
    /// The most terms of a sum that are added up without a break: a panel of B of 224 × 48 numbers is 42 KB. The blocks of a sum depend on nothing but its
    /// length, so every
    /// element of every product of that length is added up in the same order.
    /// </summary>
    internal const int BlockDepth = 224;

    internal int Rows;
    internal int Columns;
    internal int Depth;
    internal float Alpha;
    internal DenseOperand A;
    internal DenseOperand B;

    /// <summary>B in panels, where it has been packed before; null where it has not. All columns are computed then.</summary>
    internal float* Panels;
    internal bool Accumulate;
    internal float* C;
    internal nint CStride;

    /// <summary>Whether every sum is one block.</summary>
    internal readonly bool IsOneBlock => Depth <= BlockDepth;
}
