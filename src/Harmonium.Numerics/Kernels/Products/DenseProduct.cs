using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>
/// Dense products of row-major matrices, shared by a team of threads. The result's bits depend on the operands alone, not on the number of
/// threads, and where the processor fuses multiply and add not on the vector width. Several callers may use one instance at a time.
/// </summary>
/// <remarks>
/// Threads keep to rows of weights W, as an update does: xᵀδ, the gradient of W, is cut by its rows, and δWᵀ by its columns, which W's rows make. Where two
/// cores
/// share no cache, half of the gradient and of W would else travel between them at every step. Where W is smaller than C it is C that would travel: it is cut
/// by rows,
/// as element-wise work on it is.
/// </remarks>
internal sealed unsafe class DenseProduct(WorkerTeam team, VectorWidth width)
{
    // Below this many multiply-adds a thread costs more to wake than it saves.
    private const double WorthAThread = 500_000;

    // Fewer rows or columns a thread make bad tiles.
    private const int LeastSide = 48;

    private Share? _idle;

    /// <summary>C ← alpha·A·B, or C + alpha·A·B where it accumulates. C overlaps neither operand; any of the three sides may be 0.</summary>
    internal void Multiply(in DenseProductTask task)
    {
        if (task.Rows == 0 || task.Columns == 0)
            return;
        Share share = Interlocked.Exchange(ref _idle, null) ?? new Share(width);
        share.Cut(task, WorthwhileThreads(task));
        team.Run(share.Cells, share.Body);
        Volatile.Write(ref _idle, share);
    }

    private int WorthwhileThreads(in DenseProductTask task) =>
        (int)Math.Clamp((double)task.Rows * task.Columns * task.Depth / WorthAThread, 1, team.Threads);

    /// <summary>One product cut into a grid of cells, and the memory in which they are computed.</summary>
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

        // Packing costs by the sides of a cell: of the grids with a cell a thread take the one whose cells have the smallest sides.
        internal void Cut(in DenseProductTask task, int threads)
        {
            _task = task;
            bool byRows = (task.A.Transposed || task.Depth < task.Rows) && task.Rows >= threads * LeastSide, byColumns = !byRows && task.B.Transposed
                && task.Columns >= threads * LeastSide;
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

        /// <summary>Part number <paramref name="part"/> of a side, cut between whole tiles or vectors.</summary>
        private static (int Start, int End) Range(int side, int grain, int part, int parts)
        {
            long grains = (side + grain - 1) / grain;
            return ((int)Math.Min(side, grains * part / parts * grain), (int)Math.Min(side, grains * (part + 1) / parts * grain));
        }
    }
}
