namespace Harmonium.Numerics.Kernels;

/// <summary>One dense product: C ← alpha·A·B, or C + alpha·A·B, with A rows × depth, B depth × columns, C row-major.</summary>
internal unsafe struct DenseProductTask
{
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
}
