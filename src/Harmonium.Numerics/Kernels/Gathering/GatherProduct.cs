using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Elements;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>
/// The product of states with a matrix or its transpose. It adds only the rows of active units, or uses tables of sums (<see cref="SumTables"/>) if about
/// half of the units are active.
/// </summary>
/// <remarks>
/// Each thread works on its own rows of the matrix: the product with the matrix computes separate sums over the first and the second half of the rows, and
/// the product with the transpose gives each thread the results of its rows. So a thread reads the weights that it wrote in the update, and only activations
/// move between cores.
/// When rows were written by one core and read by another, an update on two threads took as long as on one (784 × 500, batch 100, Zen 5).
/// </remarks>
internal static unsafe class GatherProduct
{
    // With fewer examples, copying a tile does not pay.
    private const int ExamplesWorthCopying = 24;

    // With fewer units, the sum is not divided into halves.
    private const int UnitsWorthHalving = 256;

    /// <summary>into[s, c] = Σ_j x[s, j] · matrix[j, c].</summary>
    internal static void Run(Processor processor, StatesView x, MatrixView matrix, MatrixView into)
    {
        Operands operands = new(x, matrix);
        float* results = into.Address;
        nint stride = into.RowStride;
        if (x.Columns < UnitsWorthHalving)
        {
            OutputCut.ByRows(x.Rows, matrix.Columns, processor.Workers.Threads).Run(processor.Workers, (r0, r1, c0, c1) =>
                Forward(processor.Width, operands, UnitBlocks.All(operands.Units), r0, r1, c0, c1, results, stride));
        }
        else
        {
            Halves(processor, operands, matrix.Columns, results, stride);
        }

        x.KeepAlive();
        matrix.KeepAlive();
        into.KeepAlive();
    }

    /// <summary>into[s, i] = Σ_j x[s, j] · matrix[i, j].</summary>
    internal static void RunTransposed(Processor processor, StatesView x, MatrixView matrix, MatrixView into)
    {
        Operands operands = new(x, matrix);
        float* results = into.Address;
        nint stride = into.RowStride;
        OutputCut.ByColumns(x.Rows, matrix.Rows, processor.Workers.Threads).Run(processor.Workers, (r0, r1, c0, c1) =>
        {
            switch (processor.Width)
            {
                case VectorWidth.Bits512:
                    Backward<Simd512, Vector512<float>>(operands, r0, r1, c0, c1, results, stride);
                    break;
                case VectorWidth.Bits256:
                    Backward<Simd256, Vector256<float>>(operands, r0, r1, c0, c1, results, stride);
                    break;
                default:
                    Backward<Simd128, Vector128<float>>(operands, r0, r1, c0, c1, results, stride);
                    break;
            }
        });
        x.KeepAlive();
        matrix.KeepAlive();
        into.KeepAlive();
    }

    /// <summary>Computes the sums over both halves of the units, then adds them. The order is the same for any number of threads.</summary>
    private static void Halves(Processor processor, Operands operands, int columns, float* into, nint intoStride)
    {
        WorkerPool pool = processor.Workers;
        nint stride = (columns + TileGather.Columns - 1) / TileGather.Columns * TileGather.Columns;
        float* second = Workspace.OfThread.Parts.Reserve(checked((int)(operands.Examples * stride)));
        OutputCut cut = OutputCut.ByColumns(operands.Examples, columns, Math.Max(1, pool.Threads / 2));
        pool.Run(2 * cut.Parts, (start, end) =>
        {
            for (int part = start; part < end; part++)
            {
                int half = part / cut.Parts;
                float* target = half == 0 ? into : second;
                nint targetStride = half == 0 ? intoStride : stride;
                cut.Run(part % cut.Parts, (r0, r1, c0, c1) =>
                    Forward(processor.Width, operands, UnitBlocks.Half(operands.Units, half), r0, r1, c0, c1, target, targetStride));
            }
        });
        pool.Run(operands.Examples, (start, end) =>
        {
            for (int r = start; r < end; r++)
                Elementwise.AddScaled(processor.Width, 1, second + (r * stride), into + (r * intoStride), into + (r * intoStride), columns);
        }, granularity: 8);
    }

    private static void Forward(VectorWidth width, in Operands operands, in UnitBlocks blocks, int r0, int r1, int c0, int c1, float* into, nint stride)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                Forward<Simd512, Vector512<float>>(operands, blocks, r0, r1, c0, c1, into, stride);
                break;
            case VectorWidth.Bits256:
                Forward<Simd256, Vector256<float>>(operands, blocks, r0, r1, c0, c1, into, stride);
                break;
            default:
                Forward<Simd128, Vector128<float>>(operands, blocks, r0, r1, c0, c1, into, stride);
                break;
        }
    }

    /// <summary>Computes some columns of some rows of the sum over some units. <paramref name="into"/> is the address of the first column of row 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Forward<TSimd, TVector>(in Operands operands, in UnitBlocks blocks, int r0, int r1, int c0, int c1, float* into, nint intoStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        const int Columns = TileGather.Columns;
        if (operands.ByTables)
        {
            ByTables<TSimd, TVector>(operands, blocks.Start(0), blocks.Start(blocks.Count), transposed: false, r0, r1, c0, c1, into, intoStride);
            return;
        }

        int rows = r1 - r0;
        Workspace work = Workspace.OfThread;
        bool copies = rows >= ExamplesWorthCopying;
        // A last tile that is not full is always copied, so that no row is read beyond its end.
        int direct = copies ? c0 : c0 + ((c1 - c0) / Columns * Columns);
        float* sums = work.Sums.Reserve(rows * Columns), tile = work.Tile.Reserve(blocks.Largest * Columns);
        if (direct > c0)
        {
            ActiveLists lists = ActiveLists.Of(work, operands.Lists, r0, r1, blocks, checked((uint)operands.MatrixStride * sizeof(float)));
            for (int block = 0; block < blocks.Count; block++)
            {
                float* first = operands.Matrix + (blocks.Start(block) * operands.MatrixStride) + c0;
                TileGather.Sum<TSimd, TVector>(lists, block * rows, (block + 1) * rows, first, direct - c0, into + (r0 * intoStride) + c0,
                    intoStride, block > 0);
            }
        }

        if (direct == c1)
            return;
        ActiveLists packed = ActiveLists.Of(work, operands.Lists, r0, r1, blocks, Columns * sizeof(float));
        for (int column = direct; column < c1; column += Columns)
        {
            int wanted = Math.Min(Columns, c1 - column);
            bool whole = wanted == Columns;
            float* target = whole ? into + (r0 * intoStride) + column : sums;
            nint stride = whole ? intoStride : Columns;
            for (int block = 0; block < blocks.Count; block++)
            {
                int first = blocks.Start(block);
                Copy<TSimd, TVector>(operands.Matrix + (first * operands.MatrixStride) + column, operands.MatrixStride, blocks.Start(block + 1) - first,
                    wanted, Columns, tile);
                TileGather.Sum<TSimd, TVector>(packed, block * rows, (block + 1) * rows, tile, Columns, target, stride, block > 0);
            }

            if (!whole)
                CopyOut(sums, Columns, rows, wanted, into + (r0 * intoStride) + column, intoStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward<TSimd, TVector>(in Operands operands, int r0, int r1, int c0, int c1, float* results, nint intoStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (operands.ByTables)
        {
            ByTables<TSimd, TVector>(operands, 0, operands.Units, transposed: true, r0, r1, c0, c1, results, intoStride);
            return;
        }

        const int Columns = TileGather.Columns;
        int rows = r1 - r0;
        UnitBlocks blocks = UnitBlocks.All(operands.Units);
        Workspace work = Workspace.OfThread;
        ActiveLists lists = ActiveLists.Of(work, operands.Lists, r0, r1, blocks, Columns * sizeof(float));
        float* sums = work.Sums.Reserve(rows * Columns), tile = work.Tile.Reserve(blocks.Largest * Columns);
        for (int column = c0; column < c1; column += Columns)
        {
            int wanted = Math.Min(Columns, c1 - column);
            bool whole = wanted == Columns;
            float* into = results + (r0 * intoStride) + column;
            float* target = whole ? into : sums;
            nint stride = whole ? intoStride : Columns;
            for (int block = 0; block < blocks.Count; block++)
            {
                int first = blocks.Start(block), units = blocks.Start(block + 1) - first;
                if (!whole)
                    new Span<float>(tile, units * Columns).Clear();
                Transposition.Transpose<TSimd, TVector>(wanted, units, operands.Matrix + (column * operands.MatrixStride) + first, operands.MatrixStride,
                    tile, Columns);
                TileGather.Sum<TSimd, TVector>(lists, block * rows, (block + 1) * rows, tile, Columns, target, stride, block > 0);
            }

            if (!whole)
                CopyOut(sums, Columns, rows, wanted, into, intoStride);
        }
    }

    /// <summary>Sums over a range of units. The columns of each result are collected in packed tiles until they are complete.</summary>
    private static void ByTables<TSimd, TVector>(
        in Operands operands, int firstUnit, int endUnit, bool transposed, int r0, int r1, int c0, int c1, float* into, nint intoStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        const int Columns = SumTables.Columns;
        Workspace work = Workspace.OfThread;
        float* sums = work.Sums.Reserve((r1 - r0) * Columns), tile = work.TableTile.Reserve(SumTables.Rows * Columns);
        for (int column = c0; column < c1; column += Columns)
        {
            int wanted = Math.Min(Columns, c1 - column);
            float* results = into + (r0 * intoStride) + column;
            for (int first = firstUnit; first < endUnit; first += SumTables.Rows)
            {
                int units = Math.Min(SumTables.Rows, endUnit - first);
                float* source = operands.Matrix + (transposed ? (column * operands.MatrixStride) + first : (first * operands.MatrixStride) + column);
                bool direct = !transposed && wanted == Columns, complete = first + units == endUnit && wanted == Columns;
                if (transposed)
                    CopyTransposed<TSimd, TVector>(source, operands.MatrixStride, wanted, units, tile);
                else if (!direct)
                    Copy<TSimd, TVector>(source, operands.MatrixStride, units, wanted, Columns, tile);
                SumTables.Sum<TSimd, TVector>(
                    direct ? source : tile, direct ? operands.MatrixStride : Columns, units, operands.Lists, first, r0, r1, operands.Signs,
                    first > firstUnit ? sums : null, Columns, complete ? results : sums, complete ? intoStride : Columns);
            }

            if (wanted < Columns)
                CopyOut(sums, Columns, r1 - r0, wanted, results, intoStride);
        }
    }

    /// <summary>Copies some columns of some rows of a matrix, transposed, to rows of 64 elements padded with zeros.</summary>
    private static void CopyTransposed<TSimd, TVector>(float* source, nint stride, int rows, int columns, float* tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (rows < SumTables.Columns)
            new Span<float>(tile, columns * SumTables.Columns).Clear();
        Transposition.Transpose<TSimd, TVector>(rows, columns, source, stride, tile, SumTables.Columns);
    }

    /// <summary>Copies some columns of some rows of a matrix to a tile, padded with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<TSimd, TVector>(float* source, nint stride, int rows, int columns, int width, float* tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int r = 0; r < rows; r++)
        {
            if (columns == width)
            {
                for (int c = 0; c < width; c += TSimd.Width)
                    TSimd.Store(tile + c, TSimd.Load(source + c));
            }
            else
            {
                for (int c = 0; c < width; c += TSimd.Width)
                    TSimd.Store(tile + c, TSimd.LoadFirst(source + c, Math.Clamp(columns - c, 0, TSimd.Width)));
            }

            source += stride;
            tile += width;
        }
    }

    private static void CopyOut(float* sums, int width, int rows, int columns, float* into, nint stride)
    {
        for (int r = 0; r < rows; r++)
            new ReadOnlySpan<float>(sums + (r * width), columns).CopyTo(new Span<float>(into + (r * stride), columns));
    }

    /// <summary>The addresses of the operands.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Operands(in StatesView x, in MatrixView matrix)
    {
        internal readonly RowLists Lists = x.Lists;
        internal readonly bool ByTables = x.ByTables;
        internal readonly bool Signs = x.AreSigns;
        internal readonly int Examples = x.Rows;
        internal readonly int Units = x.Columns;
        internal readonly float* Matrix = matrix.Address;
        internal readonly nint MatrixStride = matrix.RowStride;
    }
}
