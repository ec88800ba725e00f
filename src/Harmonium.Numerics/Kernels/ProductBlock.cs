using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// One thread's rectangle of a dense product, by blocks that fit the caches (Goto &amp; van de Geijn 2008, "Anatomy of high-performance
/// matrix multiplication"; Van Zee &amp; van de Geijn 2015, "BLIS"): a block of A is packed and stays in the second-level cache, a panel of
/// B is packed and stays in the first, and register tiles run over them.
/// </summary>
internal static unsafe class ProductBlock<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // A panel of B of 224 × 48 numbers is 42 KB. The blocks of the sum depend on nothing but its length,
    // so every element of every product of that length is added up in the same order.
    private const int BlockDepth = 224;

    // 64 tiles of 8 × 224 numbers of A are 448 KB, a good third of the second-level cache.
    private const int BlockTiles = 64;

    // Packed rows of A are laid eight apart even where a tile has six: they can then be turned in fours.
    internal const int PackedRows = 8;

    // Below two whole tiles, reading a panel of B in place is cheaper than packing it first (measured for 10 rows: 144 µs, packed 167 µs).
    private const int TilesThatPayPacking = 2;

    // A tile of three vectors needs nine sums under way, for two multiply-adds a cycle of four cycles each.
    private const int FewestRows = 3;

    /// <summary>The columns of a full tile.</summary>
    private static int PanelColumns => ProductTile<TSimd, TVector>.Vectors * TSimd.Width;

    /// <summary>How many numbers a matrix of depth × columns takes up in panels.</summary>
    internal static int PanelNumbers(int depth, int columns) => depth * ((columns + TSimd.Width - 1) / TSimd.Width * TSimd.Width);

    /// <summary>
    /// Writes those panels of B, depth × columns, that begin at the columns start to end, for products that take B up again and again
    /// (<see cref="DenseProductTask.Panels"/>).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PackPanels(in DenseOperand b, int depth, int columns, int start, int end, float* panels)
    {
        int blocks = BlocksOf(depth);
        for (int j = 0, width; j < end; j += width)
        {
            width = TSimd.Width * VectorsOf(columns - j);
            for (int block = 0; block < blocks && j >= start; block++)
            {
                (int p, int length) = BlockAt(depth, block, blocks);
                PackColumns(b, p, length, j, Math.Min(width, columns - j), width, PanelAt(panels, columns, p, length, j));
            }
        }
    }

    /// <summary>How many numbers of scratch a rectangle needs.</summary>
    internal static int ScratchFor(int rows) =>
        (TilesAtOnce(rows) * PackedRows * BlockDepth) + ((BlockDepth + PackedRows) * PanelColumns);

    /// <summary>Computes C in the rectangle [row, rowEnd) × [column, columnEnd).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compute(in DenseProductTask task, int row, int rowEnd, int column, int columnEnd, float* scratch)
    {
        int depthBlocks = BlocksOf(task.Depth);
        int tiles = TilesAtOnce(rowEnd - row), height = tiles * ProductTile<TSimd, TVector>.Rows;
        float* packedA = scratch, packedB = scratch + (tiles * PackedRows * BlockDepth), spare = packedB + (BlockDepth * PanelColumns);
        for (int i = row; i < rowEnd; i += height)
        {
            int rows = Math.Min(height, rowEnd - i);
            for (int block = 0; block < depthBlocks; block++)
            {
                (int p, int depth) = BlockAt(task.Depth, block, depthBlocks);
                bool accumulate = task.Accumulate || block > 0;
                PackRows(task.A, i, rows, p, depth, packedA);
                for (int j = column, end; j < columnEnd; j = end)
                {
                    end = Math.Min(columnEnd, j + (TSimd.Width * VectorsOf(columnEnd - j)));
                    Panel(task, i, rows, p, depth, j, end - j, columnEnd, accumulate, packedA, packedB, spare);
                }
            }
        }
    }

    /// <summary>
    /// How many vectors across the next panel is. Four are two and two: a tile of one vector waits for its sums, three and one take as long
    /// as five.
    /// </summary>
    internal static int VectorsOf(int columns)
    {
        int vectors = (columns + TSimd.Width - 1) / TSimd.Width, most = ProductTile<TSimd, TVector>.Vectors;
        return vectors == most + 1 && most > 2 ? most - 1 : Math.Min(vectors, most);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(
        in DenseProductTask task, int i, int rows, int p, int depth, int j, int columns, int columnEnd, bool accumulate, float* packedA, float* packedB, float* spare)
    {
        int tileRows = ProductTile<TSimd, TVector>.Rows, vectors = (columns + TSimd.Width - 1) / TSimd.Width, width = vectors * TSimd.Width;
        bool whole = columns == width;
        float* b = packedB;
        nint bStride = width;
        if (task.Panels != null)
        {
            b = PanelAt(task.Panels, task.Columns, p, depth, j);
        }
        else if (whole && !task.B.Transposed && rows < TilesThatPayPacking * tileRows)
        {
            b = task.B.At(p, j);
            bStride = task.B.Stride;
        }
        else
        {
            PackColumns(task.B, p, depth, j, columns, width, packedB);
        }

        Approach ahead = task.Panels == null && j + columns < columnEnd ? Next(task.B, p, depth, j + columns) : default;
        ProductTiles tiles = new()
        {
            Depth = depth,
            Alpha = whole ? task.Alpha : 1,
            Accumulate = whole && accumulate,
            A = packedA,
            ATile = depth * PackedRows,
            B = b,
            CTile = tileRows * task.CStride,
            CStride = whole ? task.CStride : width,
        };
        for (int r = 0, count; r < rows; r += tiles.Tiles * count, tiles.A += tiles.Tiles * tiles.ATile, ahead = default)
        {
            count = TileAt(r, rows);
            float* c = task.C + ((i + r) * task.CStride) + j;
            tiles.Tiles = whole ? EqualTilesAt(r, rows) : 1;
            tiles.C = whole ? c : spare;
            tiles.Ahead = ahead;
            ProductTile<TSimd, TVector>.Multiply(tiles, count, vectors, new EvenSteps(PackedRows, bStride));
            if (!whole)
                Merge(count, columns, width, task.Alpha, accumulate, spare, c, task.CStride);
        }
    }

    /// <summary>The next panel of B: packing it then need not wait for the third-level cache. One that is turned is asked for as it is packed.</summary>
    // Measured: a 512×384×205 part of a product of matrices of 2,000 columns reaches 0.83 of the FMA peak, and 0.79 without.
    private static Approach Next(in DenseOperand b, int p, int depth, int j) =>
        b.Transposed ? default : new Approach(b.At(p, j), b.Stride, Math.Min(PanelColumns, Approach.LongestRow), depth);

    /// <summary>What the tile itself does with its sums, for a tile that reaches beyond the last column.</summary>
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

    /// <summary>Tiles of A one behind the other, each with the numbers of one p side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRows(in DenseOperand a, int i, int rows, int p, int depth, float* packed)
    {
        for (int r = 0, count; r < rows; r += count, packed += depth * PackedRows)
        {
            count = TileAt(r, rows);
            float* source = a.At(i + r, p);
            if (a.Transposed)
                CopyRows<Simd256, Vector256<float>>(depth, count, source, a.Stride, packed, PackedRows);
            else
                Transposition.Transpose<Simd256, Vector256<float>>(count, depth, source, a.Stride, packed, PackedRows);
        }
    }

    /// <summary>A panel of B with the numbers of one p side by side, zeros beyond its last column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackColumns(in DenseOperand b, int p, int depth, int j, int columns, int width, float* packed)
    {
        float* source = b.At(p, j);
        if (!b.Transposed)
        {
            CopyRows<TSimd, TVector>(depth, columns, source, b.Stride, packed, width);
            return;
        }

        if (columns < width)
            new Span<float>(packed, depth * width).Clear();
        // Rows of a panel are too short for the processor to foresee: each stretch of them is asked for while the one before is turned.
        const int Stretch = Approach.LongestRow;
        for (int q = 0; q < depth; q += Stretch)
        {
            int left = depth - q - Stretch;
            if (left > 0)
                new Approach(source + q + Stretch, b.Stride, Math.Min(Stretch, left), columns).AskAll<TSimd, TVector>();
            Transposition.Transpose<TSimd, TVector>(columns, Math.Min(Stretch, depth - q), source + q, b.Stride, packed + (q * width), width);
        }
    }

    /// <summary>Copies rows to a stride that is a multiple of the vector, with zeros behind each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows<TCopySimd, TCopyVector>(int rows, int columns, float* source, nint sourceStride, float* target, nint targetStride)
        where TCopySimd : struct, ISimd<TCopyVector>
        where TCopyVector : struct
    {
        for (int r = 0; r < rows; r++, source += sourceStride, target += targetStride)
        {
            int j = 0;
            for (; j + TCopySimd.Width <= columns; j += TCopySimd.Width)
                TCopySimd.Store(target + j, TCopySimd.Load(source + j));
            if (j < columns)
                TCopySimd.Store(target + j, TCopySimd.LoadFirst(source + j, columns - j));
        }
    }

    /// <summary>
    /// How many rows the tile has that begins at row r. What would leave one or two rows to the last tile is halved: such a tile waits for its sums.
    /// </summary>
    private static int TileAt(int r, int rows)
    {
        int tileRows = ProductTile<TSimd, TVector>.Rows, left = rows - r;
        return left > tileRows && left < tileRows + FewestRows ? (left + 1) / 2 : Math.Min(tileRows, left);
    }

    /// <summary>How many tiles follow each other from row r on that are as high as the one there.</summary>
    private static int EqualTilesAt(int r, int rows)
    {
        int tileRows = ProductTile<TSimd, TVector>.Rows, left = rows - r, over = left % tileRows;
        return Math.Max(1, (left / tileRows) - (over is > 0 and < FewestRows ? 1 : 0));
    }

    /// <summary>How many blocks a sum is cut into.</summary>
    private static int BlocksOf(int depth) => Math.Max(1, (depth + BlockDepth - 1) / BlockDepth);

    /// <summary>Where a block of a sum begins, and how long it is.</summary>
    private static (int Start, int Length) BlockAt(int depth, int block, int blocks)
    {
        int start = (int)((long)depth * block / blocks);
        return (start, (int)((long)depth * (block + 1) / blocks) - start);
    }

    /// <summary>Where the panel of a packed matrix begins that has its columns from j on and its rows p to p + length: panels to the left of it are whole.</summary>
    private static float* PanelAt(float* panels, int columns, int p, int length, int j) => panels + PanelNumbers(p, columns) + ((nint)j * length);

    /// <summary>How many tiles high a block of A is, so that all blocks are about as high.</summary>
    private static int TilesAtOnce(int rows)
    {
        int tileRows = ProductTile<TSimd, TVector>.Rows, tiles = (rows + tileRows - 1) / tileRows;
        int blocks = (tiles + BlockTiles - 1) / BlockTiles;
        return (tiles + blocks - 1) / Math.Max(1, blocks);
    }
}
