using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>
/// Dense products of row-major matrices on a thread pool.
/// The bits of the result depend only on the operands, not on the number of threads, nor on the vector width if the processor has fused multiply-add. An
/// instance may be used by several callers at a time.
/// </summary>
/// <remarks>
/// Each thread works on its own rows of the weights W, as in an update: xᵀδ, the gradient of W, is divided by its rows, and δWᵀ by its columns, which
/// correspond to rows of W. Otherwise, on cores without a shared cache, half of the gradient and of W would move between cores at every step. If W is smaller
/// than C, C would move instead; then C is divided by rows, like element-wise operations on it.
/// </remarks>
internal sealed unsafe class DenseProduct(WorkerPool pool, VectorWidth width)
{
    // With fewer multiply-adds per thread, waking a thread costs more than it saves.
    private const double MinimumWorkPerThread = 500_000;

    // With fewer rows or columns per thread, tiles are inefficient.
    private const int MinimumSide = 48;

    private Share? _idle;

    /// <summary>C ← alpha·A·B, or C + alpha·A·B when accumulating. C overlaps neither operand; any of the three dimensions may be 0.</summary>
    internal void Multiply(in DenseProductTask task)
    {
        if (task.Rows == 0 || task.Columns == 0)
            return;
        Share share = Interlocked.Exchange(ref _idle, null) ?? new Share(width);
        share.Cut(task, WorthwhileThreads(task));
        pool.Run(share.Cells, share.Body);
        Volatile.Write(ref _idle, share);
    }

    private int WorthwhileThreads(in DenseProductTask task) =>
        (int)Math.Clamp((double)task.Rows * task.Columns * task.Depth / MinimumWorkPerThread, 1, pool.Threads);

    /// <summary>A product divided into a grid of cells, with the scratch buffers of the cells.</summary>
    private sealed class Share
    {
        private readonly VectorWidth _width;
        private DenseProductTask _task;
        private int _gridRows;
        private int _gridColumns;
        private Scratch[] _scratch = [];

        internal Share(VectorWidth width)
        {
            _width = width;
            Body = Compute;
        }

        internal int Cells => _gridRows * _gridColumns;

        internal Action<int, int> Body { get; }

        // Packing cost is proportional to the sides of a cell: of the grids with one cell per thread, use the one with the smallest sides.
        internal void Cut(in DenseProductTask task, int threads)
        {
            _task = task;
            bool byRows = (task.A.Transposed || task.Depth < task.Rows) && task.Rows >= threads * MinimumSide, byColumns = !byRows && task.B.Transposed
                && task.Columns >= threads * MinimumSide;
            long best = long.MaxValue;
            for (int gridRows = 1; gridRows <= threads; gridRows++)
            {
                if (threads % gridRows != 0 || (byRows && gridRows < threads) || (byColumns && gridRows > 1))
                    continue;
                int gridColumns = threads / gridRows;
                long height = (task.Rows + gridRows - 1) / gridRows, breadth = (task.Columns + gridColumns - 1) / gridColumns;
                if (height + breadth < best)
                    (best, _gridRows, _gridColumns) = (height + breadth, gridRows, gridColumns);
            }

            if (_scratch.Length < Cells)
                _scratch = [.. _scratch, .. Enumerable.Range(_scratch.Length, Cells - _scratch.Length).Select(_ => new Scratch())];
        }

        private void Compute(int first, int end)
        {
            for (int cell = first; cell < end; cell++)
            {
                switch (_width)
                {
                    case VectorWidth.Bits512:
                        Compute<Simd512, Vector512<float>>(cell);
                        break;
                    case VectorWidth.Bits256:
                        Compute<Simd256, Vector256<float>>(cell);
                        break;
                    default:
                        Compute<Simd128, Vector128<float>>(cell);
                        break;
                }
            }
        }

        private void Compute<TSimd, TVector>(int cell)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            (int row, int rowEnd) = Range(_task.Rows, ProductTile<TSimd, TVector>.Rows, cell / _gridColumns, _gridRows);
            (int column, int columnEnd) = Range(_task.Columns, TSimd.Width, cell % _gridColumns, _gridColumns);
            float* scratch = _scratch[cell].Reserve(ProductBlock<TSimd, TVector>.ScratchFor(rowEnd - row));
            ProductBlock<TSimd, TVector>.Compute(_task, row, rowEnd, column, columnEnd, scratch);
        }

        /// <summary>Range number <paramref name="part"/> of a dimension; boundaries are at whole tiles or vectors.</summary>
        private static (int Start, int End) Range(int side, int grain, int part, int parts)
        {
            long grains = (side + grain - 1) / grain;
            return ((int)Math.Min(side, grains * part / parts * grain), (int)Math.Min(side, grains * (part + 1) / parts * grain));
        }
    }
}
