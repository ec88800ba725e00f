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
    internal bool Accumulate;
    internal float* C;
    internal nint CStride;
}
