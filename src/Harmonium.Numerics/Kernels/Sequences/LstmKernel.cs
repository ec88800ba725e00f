using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Sequences;

/// <summary>
/// An LSTM over a whole sequence for some examples of a batch.
/// Examples are independent: a thread runs its examples through all steps without waiting for other threads, and its data stays in its caches. The weights
/// are packed once for all steps and threads.
/// </summary>
internal readonly unsafe struct LstmKernel(LstmTask task, bool backward) : IRangeKernel
{
    private readonly LstmTask _task = task;
    private readonly bool _backward = backward;

    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (_backward)
            Backward<TSimd, TVector>(start, end - start);
        else
            Forward<TSimd, TVector>(start, end - start);
    }

    private void Forward<TSimd, TVector>(int first, int rows)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int units = _task.Units, wide = 4 * units;
        float* work = Workspace.OfThread.Product.Reserve(ProductBlock<TSimd, TVector>.ScratchFor(rows));
        float* recurrent = Workspace.OfThread.Sums.Reserve(rows * wide);
        for (int step = 0; step < _task.Steps; step++)
        {
            float* before = _task.Outputs + Offset(step, first);
            Multiply<TSimd, TVector>(before, rows, units, wide, recurrent, work);
            nint gates = Offset(step, first) * 4;
            new LstmRows(
                _task.Indices == null ? _task.Incoming + gates : _task.Incoming, _task.Indices, (step * _task.Batch) + first, recurrent, _task.Gates + gates,
                _task.Cells + Offset(step, first), _task.Cells + Offset(step + 1, first), _task.Outputs + Offset(step + 1, first), units)
                    .Run<TSimd, TVector>(0, rows);
        }
    }

    private void Backward<TSimd, TVector>(int first, int rows)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int units = _task.Units, wide = 4 * units, numbers = rows * units;
        float* work = Workspace.OfThread.Product.Reserve(ProductBlock<TSimd, TVector>.ScratchFor(rows));
        float* later = Workspace.OfThread.Sums.Reserve(2 * numbers), cells = later + numbers;
        new Span<float>(later, 2 * numbers).Clear();
        for (int step = _task.Steps - 1; step >= 0; step--)
        {
            float* gates = _task.Gates + (Offset(step, first) * 4);
            new LstmGradientRows(
                _task.Incoming + Offset(step, first), later, cells, gates, _task.Cells + Offset(step, first), _task.Cells + Offset(step + 1, first), units)
                    .Run<TSimd, TVector>(0, rows);
            if (step > 0)
                Multiply<TSimd, TVector>(gates, rows, wide, units, later, work);
        }
    }

    /// <summary>The offset of the rows of a step in a matrix with one element per unit.</summary>
    private nint Offset(int step, int first) => (step * _task.StepNumbers) + ((nint)first * _task.Units);

    private void Multiply<TSimd, TVector>(float* x, int rows, int depth, int columns, float* into, float* work)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        ProductBlock<TSimd, TVector>.Compute(
            new DenseProductTask
            {
                Rows = rows,
                Columns = columns,
                Depth = depth,
                Alpha = 1,
                A = new DenseOperand(x, depth, transposed: false),
                PackedB = _task.PackedWeights,
                C = into,
                CStride = columns,
            },
            0, rows, 0, columns, work);
}
