using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>Rows of leftᵀ · right with a sparse left factor: for each unit, [units, batch], the sum over the examples in which it is active.</summary>
internal readonly unsafe struct GatheredProductRows(in StatesView units, in MatrixView right) : IProductRows
{
    private readonly GatherProduct.Operands _operands = new(units, right);
    private readonly int _columns = right.Columns;

    public void Compute<TSimd, TVector>(int start, int end, float* into)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        GatherProduct.Forward<TSimd, TVector>(_operands, UnitBlocks.All(_operands.Units), start, end, 0, _columns, into, _columns);
}
