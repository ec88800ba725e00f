namespace Harmonium.Numerics.Kernels;

/// <summary>Rows of leftᵀ · right of dense numbers, [batch, rows] and [batch, columns].</summary>
internal readonly unsafe struct DenseProductRows(Tensor left, Tensor right) : IProductRows
{
    private readonly DenseProductTask _task = new()
    {
        Rows = left.Columns,
        Columns = right.Columns,
        Depth = left.Rows,
        Alpha = 1,
        A = new DenseOperand(TensorKernels.Address(left), left.RowStride, transposed: true),
        B = new DenseOperand(TensorKernels.Address(right), right.RowStride, transposed: false),
        CStride = right.Columns,
    };

    public void Compute<TSimd, TVector>(int start, int end, float* into)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        DenseProductTask task = _task;
        task.C = into;
        float* scratch = Workspace.OfThread.Product.Reserve(ProductBlock<TSimd, TVector>.ScratchFor(end - start));
        ProductBlock<TSimd, TVector>.Compute(task, start, end, 0, task.Columns, scratch);
    }
}
