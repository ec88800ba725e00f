using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>Rows of a dense product.</summary>
internal readonly unsafe struct DenseProductRows(DenseProductTask product) : IProductRows
{
    public void Compute<TSimd, TVector>(int start, int end, float* into)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        DenseProductTask task = product;
        task.C = into;
        task.CStride = task.Columns;
        float* scratch = Workspace.OfThread.Product.Reserve(ProductBlock<TSimd, TVector>.ScratchFor(end - start));
        ProductBlock<TSimd, TVector>.Compute(task, start, end, 0, task.Columns, scratch);
    }
}
