using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>
/// One thread's part of a dense product, in blocks that fit the caches (Goto &amp; van de Geijn 2008, "Anatomy of high-performance matrix multiplication";
/// Van Zee &amp; van de Geijn 2015, "BLIS").
/// A block of A is packed and stays in the L2 cache, a column block of B is packed and stays in the L1 cache, and register tiles run over them.
/// </summary>
internal static unsafe class ProductBlock<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int BlockDepth = DenseProductTask.BlockDepth;

    // 64 tiles of 8 × 224 elements of A are 448 KB, about a third of the L2 cache.
    private const int BlockTiles = 64;

    // The maximum number of rows of a matrix updated by one column block of its gradient. With few rows, B is packed often; with many, the number of pages
    // probably exceeds the TLB. Measured on Zen 3, relative to row blocks of 384 KB: 48 rows 1.02, 96 0.98, 144 0.96, 192 and 256 0.97, 384 0.98. On Emerald
    // Rapids, relative to 192 rows: 96 1.02, 256 0.99, 512 1.01.
    private const int StepRows = 256;

    // Below two whole tiles, reading a column block of B in place is cheaper than packing it first (measured for 10 rows: 144 µs, packed 167 µs).
    private const int TilesThatPayPacking = 2;

    /// <summary>The number of columns of a full tile.</summary>
    private static int ColumnsPerTile => ProductTile<TSimd, TVector>.Vectors * TSimd.Width;

    /// <summary>The number of elements of a packed matrix of depth × columns.</summary>
    internal static int PackedCount(int depth, int columns) => depth * ((columns + TSimd.Width - 1) / TSimd.Width * TSimd.Width);

    /// <summary>
    /// Packs the column blocks of B, depth × columns, that start in columns start to end, for products that reuse B (<see cref="DenseProductTask.PackedB"/>).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PackColumns(in DenseOperand b, int depth, int columns, int start, int end, float* packed)
    {
        int blocks = BlocksOf(depth);
        for (int j = 0, width; j < end; j += width)
        {
            width = TSimd.Width * VectorsOf(columns - j);
            for (int block = 0; block < blocks && j >= start; block++)
            {
                (int p, int length) = BlockAt(depth, block, blocks);
                ProductPacking<TSimd, TVector>.Columns(b, p, length, j, Math.Min(width, columns - j), width, ColumnBlockAt(packed, columns, p, length, j));
            }
        }
    }

    /// <summary>The number of scratch elements for a number of rows.</summary>
    internal static int ScratchFor(int rows) =>
        (TilesAtOnce(rows) * ProductPacking<TSimd, TVector>.RowsApart * (BlockDepth + ColumnsPerTile)) + (BlockDepth * ColumnsPerTile);

    /// <summary>The number of scratch elements for an optimizer step.</summary>
    internal static int StepScratch => ScratchFor(StepRows);

    /// <summary>Computes C in the rectangle [row, rowEnd) × [column, columnEnd).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compute(in DenseProductTask task, int row, int rowEnd, int column, int columnEnd, float* scratch)
    {
        int depthBlocks = BlocksOf(task.Depth);
        int tiles = TilesAtOnce(rowEnd - row), height = tiles * ProductTile<TSimd, TVector>.Rows;
        float* packedA = scratch, packedB = scratch + (tiles * ProductPacking<TSimd, TVector>.RowsApart * BlockDepth),
            spare = packedB + (BlockDepth * ColumnsPerTile);
        for (int i = row; i < rowEnd; i += height)
        {
            int rows = Math.Min(height, rowEnd - i);
            for (int block = 0; block < depthBlocks; block++)
            {
                (int p, int depth) = BlockAt(task.Depth, block, depthBlocks);
                bool accumulate = task.Accumulate || block > 0;
                ProductPacking<TSimd, TVector>.Rows(task.A, i, rows, p, depth, packedA);
                for (int j = column, end; j < columnEnd; j = end)
                {
                    end = Math.Min(columnEnd, j + (TSimd.Width * VectorsOf(columnEnd - j)));
                    MultiplyColumnBlock(task, i, rows, p, depth, j, end - j, columnEnd, accumulate, packedA, packedB, spare);
                }
            }
        }
    }

    /// <summary>
    /// Runs an optimizer step on rows [row, rowEnd) of a matrix whose gradient is C.
    /// Only one column block of C exists at a time, in the L1 cache, and the matrix is prefetched while its sums are computed. Sums must be a single block
    /// (<see cref="DenseProductTask.IsOneBlock"/>).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Step<TStep>(in DenseProductTask task, in TStep step, int row, int rowEnd, float* scratch)
        where TStep : struct, IStepKernel
    {
        float* packedA = scratch, packedB = scratch + (TilesAtOnce(StepRows) * ProductPacking<TSimd, TVector>.RowsApart * BlockDepth),
            sums = packedB + (BlockDepth * ColumnsPerTile);
        TVector largest = TSimd.Zero;
        int height = StepHeight(rowEnd - row);
        for (int i = row; i < rowEnd; i += height)
        {
            int rows = Math.Min(height, rowEnd - i);
            ProductPacking<TSimd, TVector>.Rows(task.A, i, rows, 0, task.Depth, packedA);
            for (int j = 0, columns; j < task.Columns; j += columns)
            {
                int vectors = VectorsOf(task.Columns - j), width = vectors * TSimd.Width;
                columns = Math.Min(width, task.Columns - j);
                ProductPacking<TSimd, TVector>.Columns(task.B, 0, task.Depth, j, columns, width, packedB);
                nint first = ((nint)i * task.Columns) + j;
                ProductTiles tiles = new()
                {
                    Depth = task.Depth,
                    Alpha = 1,
                    A = packedA,
                    ATile = task.Depth * ProductPacking<TSimd, TVector>.RowsApart,
                    B = packedB,
                    C = sums,
                    CStride = width,
                    Destination = step.Destination(task.Columns).From(first),
                    Ahead = j + columns < task.Columns ? Next(task.B, 0, task.Depth, j + columns) : default,
                };
                Multiply(tiles, rows, vectors, width);
                step.Rows<TSimd, TVector>(first, task.Columns, rows, columns, sums, width, ref largest);
            }
        }

        step.Largest.Merge<TSimd, TVector>(largest);
    }

    /// <summary>
    /// The number of vectors across the next column block. Four are divided into two and two: a tile of one vector waits for its sums, so three and one take
    /// as long as five.
    /// </summary>
    internal static int VectorsOf(int columns)
    {
        int vectors = (columns + TSimd.Width - 1) / TSimd.Width, most = ProductTile<TSimd, TVector>.Vectors;
        return vectors == most + 1 && most > 2 ? most - 1 : Math.Min(vectors, most);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyColumnBlock(
        in DenseProductTask task, int i, int rows, int p, int depth, int j, int columns, int columnEnd, bool accumulate, float* packedA, float* packedB,
            float* spare)
    {
        int tileRows = ProductTile<TSimd, TVector>.Rows, vectors = (columns + TSimd.Width - 1) / TSimd.Width, width = vectors * TSimd.Width;
        bool whole = columns == width;
        float* b = packedB;
        nint bStride = width;
        if (task.PackedB != null)
        {
            b = ColumnBlockAt(task.PackedB, task.Columns, p, depth, j);
        }
        else if (whole && !task.B.Transposed && rows < TilesThatPayPacking * tileRows)
        {
            b = task.B.At(p, j);
            bStride = task.B.Stride;
        }
        else
        {
            ProductPacking<TSimd, TVector>.Columns(task.B, p, depth, j, columns, width, packedB);
        }

        float* c = task.C + (i * task.CStride) + j;
        ProductTiles tiles = new()
        {
            Depth = depth,
            Alpha = whole ? task.Alpha : 1,
            Accumulate = whole && accumulate,
            A = packedA,
            ATile = depth * ProductPacking<TSimd, TVector>.RowsApart,
            B = b,
            C = whole ? c : spare,
            CStride = whole ? task.CStride : width,
            Ahead = task.PackedB == null && j + columns < columnEnd ? Next(task.B, p, depth, j + columns) : default,
        };
        Multiply(tiles, rows, vectors, bStride);
        if (!whole)
            Merge(rows, columns, width, task.Alpha, accumulate, spare, c, task.CStride);
    }

    /// <summary>Computes all tiles of a column block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ProductTiles tiles, int rows, int vectors, nint bStride)
    {
        for (int r = 0, count; r < rows; r += tiles.Tiles * count)
        {
            count = ProductTile<TSimd, TVector>.RowsAt(r, rows);
            tiles.Tiles = ProductTile<TSimd, TVector>.EqualTilesAt(r, rows);
            tiles.CTile = count * tiles.CStride;
            ProductTile<TSimd, TVector>.Multiply(tiles, count, vectors, new EvenSteps(ProductPacking<TSimd, TVector>.RowsApart, bStride));
            tiles.A += tiles.Tiles * tiles.ATile;
            tiles.C += tiles.Tiles * tiles.CTile;
            if (tiles.Destination.First != null)
                tiles.Destination = tiles.Destination.From(tiles.Tiles * count * tiles.Destination.Stride);
            tiles.Ahead = default;
        }
    }

    /// <summary>
    /// The prefetch list for the next column block of B, so that packing does not wait for the L3 cache. A transposed B is prefetched while it is packed.
    /// </summary>
    // Measured: a 512×384×205 part of a product of matrices with 2,000 columns reaches 0.83 of the FMA peak, and 0.79 without prefetching.
    private static PrefetchRows Next(in DenseOperand b, int p, int depth, int j) =>
        b.Transposed ? default : new PrefetchRows(b.At(p, j), b.Stride, Math.Min(ColumnsPerTile, PrefetchRows.LongestRow), depth);

    /// <summary>Scales and stores the sums of a tile that extends beyond the last column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Merge(int rows, int columns, int width, float alpha, bool accumulate, float* sums, float* c, nint cStride)
    {
        TVector scale = TSimd.Broadcast(alpha);
        for (int r = 0; r < rows; r++, sums += width, c += cStride)
        {
            for (int j = 0; j < columns; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, columns - j);
                TVector sum = TSimd.Load(sums + j);
                TSimd.StoreFirst(c + j, accumulate ? TSimd.FusedMultiplyAdd(scale, sum, TSimd.LoadFirst(c + j, count)) : TSimd.Multiply(scale, sum), count);
            }
        }
    }

    /// <summary>The number of blocks of a sum.</summary>
    private static int BlocksOf(int depth) => Math.Max(1, (depth + BlockDepth - 1) / BlockDepth);

    /// <summary>The start and the length of a block of a sum.</summary>
    private static (int Start, int Length) BlockAt(int depth, int block, int blocks)
    {
        int start = (int)((long)depth * block / blocks);
        return (start, (int)((long)depth * (block + 1) / blocks) - start);
    }

    /// <summary>
    /// The address, in a packed matrix, of the column block that starts at column j, for rows p to p + length. All column blocks to the left of it are full.
    /// </summary>
    private static float* ColumnBlockAt(float* packed, int columns, int p, int length, int j) => packed + PackedCount(p, columns) + ((nint)j * length);

    /// <summary>The number of tiles in a block of A.</summary>
    private static int TilesAtOnce(int rows) => TilesOfEqualBlocks(TilesOf(rows), BlockTiles);

    /// <summary>The number of rows updated at a time by a step.</summary>
    private static int StepHeight(int rows) => TilesOfEqualBlocks(TilesOf(rows), TilesOf(StepRows)) * ProductTile<TSimd, TVector>.Rows;

    private static int TilesOf(int rows) => (rows + ProductTile<TSimd, TVector>.Rows - 1) / ProductTile<TSimd, TVector>.Rows;

    /// <summary>The number of tiles per block if all blocks have about the same size and at most <paramref name="most"/> tiles.</summary>
    private static int TilesOfEqualBlocks(int tiles, int most)
    {
        int blocks = (tiles + most - 1) / most;
        return (tiles + blocks - 1) / Math.Max(1, blocks);
    }
}
