using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Gathering;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>
/// A step of gradient ascent (<see cref="OuterProductTask"/>) in one pass over a matrix, in tiles of columns.
/// The scaled right factors of the examples are copied into a tile that stays in the L1 cache. For each row, the examples in which its unit is active are
/// then summed, and the row is updated while the sums are in the cache. If too many units are active, the sums come from tables or from a dense product.
/// </summary>
/// <remarks>All rows are aligned and padded to whole vectors. The padding is zero and stays zero.</remarks>
internal static unsafe class OuterProductKernel
{
    // The number of elements in the tile and of sums between the two loops: a half and a quarter of an L1 cache of 32 KB or more.
    private const int TileNumbers = 6144;
    private const int SumNumbers = 2048;

    // The number of rows per dense product: with 512 columns, their sums take 256 KB, a quarter of an L2 cache of 1 MB.
    private const int DenseRows = 128;

    // The number of rows per set of tables, so that building the tables is a small part of the work.
    private const int TableRows = 256;

    // Rows of the matrix are divided among threads as in the products.
    private const int RowGrain = 64;

    /// <summary>Applies a step. Returns the largest magnitude in the updated matrix.</summary>
    internal static float Run(Processor processor, OuterProductTask task)
    {
        MatrixView matrix = task.Matrix;
        OuterProductPass pass = new()
        {
            Columns = matrix.Columns,
            Matrix = matrix.Address,
            Stride = matrix.RowStride,
            Velocity = task.Velocity.Address,
            Terms = [.. task.Phases.Where(phase => !phase.IsDense && !phase.ByTables).Select(TermOf)],
            Tables = [.. task.Phases.Where(phase => phase.ByTables).Select(phase => new OuterProductPass.TableTerm(TermOf(phase), phase.Units.AreSigns))],
            Dense = [.. task.Phases.Where(phase => phase.IsDense).Select(phase => DenseTermOf(phase, matrix))],
            Corrections = [.. task.Corrections.Select(pair => new OuterProductPass.Correction(pair.Left.Address, pair.Right.Address))],
            Rate = task.Rate,
            Momentum = task.Momentum,
            Nesterov = task.Nesterov,
            L1 = task.L1,
            L2 = task.L2,
        };
        int largest = 0;
        OutputCut.ByRows(matrix.Rows, matrix.Columns, processor.Threads, RowGrain).Run(processor.Workers, processor.Width switch
        {
            VectorWidth.Bits512 => (r0, r1, c0, c1) => Raise(ref largest, ByRule<Simd512, Vector512<float>>(pass, r0, r1, c0, c1)),
            VectorWidth.Bits256 => (r0, r1, c0, c1) => Raise(ref largest, ByRule<Simd256, Vector256<float>>(pass, r0, r1, c0, c1)),
            _ => (r0, r1, c0, c1) => Raise(ref largest, ByRule<Simd128, Vector128<float>>(pass, r0, r1, c0, c1)),
        });
        task.KeepAlive();
        return BitConverter.Int32BitsToSingle(largest);
    }

    /// <summary>The lists of the examples in which each unit of the left factor is active.</summary>
    private static OuterProductPass.Term TermOf(OuterProductPhase phase) =>
        new(phase.Units.Lists, phase.Right.Rows, phase.Right.Address, phase.Right.RowStride, phase.Scale);

    /// <summary>The dense factors of a phase with too many active units for lists.</summary>
    private static OuterProductPass.DenseTerm DenseTermOf(OuterProductPhase phase, MatrixView matrix) => new(new DenseProductTask
    {
        Rows = matrix.Rows,
        Columns = matrix.Columns,
        Depth = phase.Left.Rows,
        Alpha = phase.Scale,
        A = new DenseOperand(phase.Left.Address, phase.Left.RowStride, transposed: true),
        B = new DenseOperand(phase.Right.Address, phase.Right.RowStride, transposed: false),
    });

    // Magnitudes are compared as integers: the bits of NaN are above those of infinity, and those above every finite number's.
    private static void Raise(ref int largest, int candidate)
    {
        int seen = Volatile.Read(ref largest);
        while (candidate > seen)
        {
            int before = Interlocked.CompareExchange(ref largest, candidate, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    private static int ByRule<TSimd, TVector>(in OuterProductPass pass, int r0, int r1, int c0, int c1)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        pass.IsPlain
            ? RowBlock<TSimd, TVector, PlainAscent<TSimd, TVector>>(pass, new(pass), r0, r1, c0, c1)
            : RowBlock<TSimd, TVector, FullAscent<TSimd, TVector>>(pass, new(pass), r0, r1, c0, c1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int RowBlock<TSimd, TVector, TRule>(in OuterProductPass pass, in TRule rule, int r0, int r1, int c0, int c1)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRule : struct, IAscentRule<TSimd, TVector>
    {
        int examples = pass.Examples, padded = Whole<TSimd, TVector>(c1 - c0);
        bool tables = pass.Tables.Length > 0;
        int width = tables ? SumTables.Columns
            : Math.Clamp(TileNumbers / Math.Max(1, examples) / TileGather.Columns, 1, (padded + TileGather.Columns - 1) / TileGather.Columns)
            * TileGather.Columns;
        int height = tables ? TableRows : Math.Max(4, SumNumbers / width);
        Workspace work = Workspace.OfThread;
        ActiveLists lists = Lists(work, pass, r0, r1, (uint)width * sizeof(float));
        float* tile = work.Tile.Reserve((examples + 1) * width);
        TVector largest = TSimd.Zero;
        if (pass.Dense.Length == 0)
        {
            Rows<TSimd, TVector, TRule>(pass, rule, lists, r0, r0, r1, c0, padded, width, height, tile, work.Sums.Reserve(height * width), dense: false,
                ref largest);
        }
        else
        {
            int sumsWidth = SumsWidth(padded);
            float* sums = work.Sums.Reserve(DenseRows * sumsWidth), scratch = work.Product.Reserve(ProductBlock<TSimd, TVector>.ScratchFor(DenseRows));
            for (int row = r0; row < r1; row += DenseRows)
            {
                int end = Math.Min(row + DenseRows, r1);
                Multiply<TSimd, TVector>(pass.Dense, row, end, c0, padded, sums, sumsWidth, scratch);
                Rows<TSimd, TVector, TRule>(pass, rule, lists, r0, row, end, c0, padded, examples == 0 && !tables ? sumsWidth
                    : width, DenseRows, tile, sums, dense: true, ref largest);
            }
        }

        float* lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, largest);
        int result = 0;
        for (int i = 0; i < TSimd.Width; i++)
            result = Math.Max(result, BitConverter.SingleToInt32Bits(lanes[i]));
        return result;
    }

    /// <summary>Computes the sums of the dense terms for some rows.</summary>
    private static void Multiply<TSimd, TVector>(OuterProductPass.DenseTerm[] terms, int row, int end, int c0, int columns, float* sums, nint stride,
        float* scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int i = 0; i < terms.Length; i++)
        {
            DenseProductTask task = terms[i].Product;
            task.Accumulate = i > 0;
            task.C = sums - (row * stride) - c0;
            task.CStride = stride;
            ProductBlock<TSimd, TVector>.Compute(task, row, end, c0, c0 + columns, scratch);
        }
    }

    /// <summary>Adds the contributions of the listed examples to the sums of the dense terms, and updates the rows.</summary>
    private static void Rows<TSimd, TVector, TRule>(
        in OuterProductPass pass, in TRule rule, in ActiveLists lists, int firstListed, int r0, int r1, int c0, int columns, int width, int height,
            float* tile, float* sums, bool dense, ref TVector largest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TRule : struct, IAscentRule<TSimd, TVector>
    {
        bool inRegisters = !dense && pass.Tables.Length == 0 && lists.Values == null;
        nint stride = dense ? SumsWidth(columns) : width;
        for (int column = 0; column < columns; column += width)
        {
            int wanted = Math.Min(width, columns - column);
            float* into = dense ? sums + column : sums;
            Fill<TSimd, TVector>(pass, c0 + column, wanted, width, tile);
            if (inRegisters)
            {
                AscentRows<TSimd, TVector>.FromLists(pass, rule, lists.Offsets, lists.Starts + (r0 - firstListed), r0, r1, c0 + column, wanted,
                    (byte*)tile, ref largest);
                continue;
            }

            for (int row = r0; row < r1; row += height)
            {
                int end = Math.Min(row + height, r1);
                if (pass.Terms.Length > 0 || !dense)
                    TileGather.Sum<TSimd, TVector>(lists, row - firstListed, end - firstListed, tile, dense ? Math.Min(width, (int)stride - column)
                        : width, into, stride, dense);
                AddFromTables<TSimd, TVector>(pass, row, end, c0 + column, wanted, into, stride);
                AscentRows<TSimd, TVector>.FromSums(pass, rule, lists.Starts + (row - firstListed), row, end, c0 + column, wanted, into, stride, ref largest);
            }
        }
    }

    /// <summary>The row stride of the sums of dense terms: a multiple of both tile widths.</summary>
    private static int SumsWidth(int columns) => (columns + SumTables.Columns - 1) / SumTables.Columns * SumTables.Columns;

    private static int Whole<TSimd, TVector>(int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => (columns + TSimd.Width - 1) / TSimd.Width * TSimd.Width;

    /// <summary>For each row of the matrix, lists the tile rows that its gradient is the sum of, term after term.</summary>
    private static ActiveLists Lists(Workspace work, in OuterProductPass pass, int r0, int r1, uint stride)
    {
        int most = 1;
        bool haveValues = false;
        foreach (OuterProductPass.Term term in pass.Terms)
        {
            most += term.Lists.Count(r0, r1, 0, term.Examples);
            haveValues |= term.Lists.HaveValues;
        }

        ActiveLists lists = new()
        {
            Starts = (int*)work.Starts.Reserve(r1 - r0 + 1),
            Offsets = (uint*)work.Offsets.Reserve(most),
            Values = haveValues ? work.Values.Reserve(most) : null,
        };
        int count = 0;
        for (int row = r0; row < r1; row++)
        {
            lists.Starts[row - r0] = count;
            uint origin = 0;
            foreach (ref readonly OuterProductPass.Term term in pass.Terms.AsSpan())
            {
                count = term.Lists.List(row, 0, term.Examples, origin, stride, lists.Offsets, lists.Values, count);
                origin += (uint)term.Examples * stride;
            }
        }

        lists.Starts[r1 - r0] = count;
        return lists;
    }

    /// <summary>Adds the contributions of the terms with tables to some rows and 64 columns of the matrix.</summary>
    private static void AddFromTables<TSimd, TVector>(in OuterProductPass pass, int r0, int r1, int column, int wanted, float* into, nint stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* tile = Workspace.OfThread.TableTile.Reserve(SumTables.Rows * SumTables.Columns);
        foreach (ref readonly OuterProductPass.TableTerm term in pass.Tables.AsSpan())
        {
            for (int first = 0; first < term.Bits.Examples; first += SumTables.Rows)
            {
                int examples = Math.Min(SumTables.Rows, term.Bits.Examples - first);
                Fill<TSimd, TVector>(term.Bits, first, examples, column, wanted, SumTables.Columns, tile);
                SumTables.Sum<TSimd, TVector>(tile, SumTables.Columns, examples, term.Bits.Lists, first, r0, r1, term.Signs, into, stride, into, stride);
            }
        }
    }

    /// <summary>Copies some columns of the right factors of all listed terms, times the terms' scales.</summary>
    private static void Fill<TSimd, TVector>(in OuterProductPass pass, int column, int wanted, int width, float* tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        foreach (ref readonly OuterProductPass.Term term in pass.Terms.AsSpan())
        {
            Fill<TSimd, TVector>(term, 0, term.Examples, column, wanted, width, tile);
            tile += (nint)term.Examples * width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<TSimd, TVector>(in OuterProductPass.Term term, int first, int examples, int column, int wanted, int width, float* tile)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector scale = TSimd.Broadcast(term.Scale);
        float* source = term.Right + (first * term.Stride) + column;
        for (int s = 0; s < examples; s++)
        {
            int c = 0;
            for (; c < wanted; c += TSimd.Width)
                TSimd.Store(tile + c, TSimd.Multiply(scale, TSimd.Load(source + c)));
            for (; c < width; c += TSimd.Width)
                TSimd.Store(tile + c, TSimd.Zero);
            source += term.Stride;
            tile += width;
        }
    }
}
