using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>
/// Tables of the sums of all sixteen subsets of every four rows of a tile (the method of four Russians: Arlazarov, Dinic, Kronrod, Faradzev 1970).
/// If half of the rows are active, a table needs one addition for four rows, lists of active rows need two, and a dense product four.
/// Bits select the rows: a cleared bit omits a row or, for signs, subtracts it.
/// </summary>
/// <remarks>
/// Sixteen rows are added as ((0–3) + (4–7)) + ((8–11) + (12–15)), and four of them as (0 + 1) + (2 + 3): the same order at every vector width.
/// <para>An entry has four vectors, because at 512 bits the integer instructions that locate an entry have fewer ports than additions.</para>
/// </remarks>
internal static unsafe class SumTables
{
    /// <summary>The number of rows of a tile: a quarter of a word of bits.</summary>
    internal const int Rows = 16;

    /// <summary>The number of columns of a tile. With 16 rows, the tables take 16 KB, which leaves space for the sums in the L1 cache.</summary>
    internal const int Columns = 64;

    private const int WordBits = 64;
    private const int Group = 4;
    private const int Choices = 1 << Group;
    private const nint EntryBytes = Columns * sizeof(float);
    private const nint TableBytes = Choices * EntryBytes;
    private const nint EntryMask = TableBytes - EntryBytes;

    /// <summary>into[r, c] = before[r, c] + Σ_j ± row_j[c], where the bits of word r select the rows.</summary>
    /// <param name="source">The first row of the tile, 64 columns wide.</param>
    /// <param name="sourceStride">The row stride of the tile.</param>
    /// <param name="rows">The number of rows, at most <see cref="Rows"/>.</param>
    /// <param name="bits">The selecting bits of each sum; zeros beyond the last row of the tile.</param>
    /// <param name="first">The first bit, a multiple of <see cref="Rows"/>.</param>
    /// <param name="firstSum">The first sum.</param>
    /// <param name="endSum">The sum after the last.</param>
    /// <param name="signs">True to subtract rows that are not selected.</param>
    /// <param name="before">The addend of the first sum; may be the target; null for 0.</param>
    /// <param name="beforeStride">The row stride of <paramref name="before"/>.</param>
    /// <param name="into">Receives the first sum.</param>
    /// <param name="stride">The row stride of the sums.</param>
    internal static void Sum<TSimd, TVector>(
        float* source, nint sourceStride, int rows, in RowLists bits, int first, int firstSum, int endSum, bool signs, float* before, nint beforeStride,
            float* into, nint stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* tables = Workspace.OfThread.Tables.Reserve(Rows / Group * Choices * Columns);
        for (int row = 0; row < Rows; row += Group)
            Fill<TSimd, TVector>(source + (row * sourceStride), sourceStride, rows - row, signs, tables + (row / Group * Choices * Columns));
        // Quarters of words, the lowest first.
        ushort* words = (ushort*)bits.WordOf(firstSum, first) + (first % WordBits / Rows);
        for (int column = 0; column < Columns; column += 4 * TSimd.Width)
            Add<TSimd, TVector>(words, WordBits / Rows * bits.WordsPerRow, endSum - firstSum, (byte*)(tables + column), before == null ? null
                : before + column, beforeStride, into + column, stride);
    }

    /// <summary>Computes the table of at most four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<TSimd, TVector>(float* source, nint stride, int rows, bool signs, float* table)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int column = 0; column < Columns; column += TSimd.Width)
        {
            float* from = source + column;
            TVector a = rows > 0 ? TSimd.Load(from) : TSimd.Zero, b = rows > 1 ? TSimd.Load(from + stride) : TSimd.Zero;
            TVector c = rows > 2 ? TSimd.Load(from + (2 * stride)) : TSimd.Zero, d = rows > 3 ? TSimd.Load(from + (3 * stride)) : TSimd.Zero;
            TVector x0 = TSimd.Zero, x1 = a, x2 = b, x3 = TSimd.Add(a, b);
            TVector y0 = TSimd.Zero, y1 = c, y2 = d, y3 = TSimd.Add(c, d);
            if (signs)
            {
                (x0, x1, x2) = (TSimd.Negate(x3), TSimd.Subtract(a, b), TSimd.Subtract(b, a));
                (y0, y1, y2) = (TSimd.Negate(y3), TSimd.Subtract(c, d), TSimd.Subtract(d, c));
            }

            float* into = table + column;
            TSimd.Store(into, TSimd.Add(x0, y0));
            TSimd.Store(into + (1 * Columns), TSimd.Add(x1, y0));
            TSimd.Store(into + (2 * Columns), TSimd.Add(x2, y0));
            TSimd.Store(into + (3 * Columns), TSimd.Add(x3, y0));
            TSimd.Store(into + (4 * Columns), TSimd.Add(x0, y1));
            TSimd.Store(into + (5 * Columns), TSimd.Add(x1, y1));
            TSimd.Store(into + (6 * Columns), TSimd.Add(x2, y1));
            TSimd.Store(into + (7 * Columns), TSimd.Add(x3, y1));
            TSimd.Store(into + (8 * Columns), TSimd.Add(x0, y2));
            TSimd.Store(into + (9 * Columns), TSimd.Add(x1, y2));
            TSimd.Store(into + (10 * Columns), TSimd.Add(x2, y2));
            TSimd.Store(into + (11 * Columns), TSimd.Add(x3, y2));
            TSimd.Store(into + (12 * Columns), TSimd.Add(x0, y3));
            TSimd.Store(into + (13 * Columns), TSimd.Add(x1, y3));
            TSimd.Store(into + (14 * Columns), TSimd.Add(x2, y3));
            TSimd.Store(into + (15 * Columns), TSimd.Add(x3, y3));
        }
    }

    /// <summary>Adds up entries of the tables, four vectors wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TSimd, TVector>(ushort* words, nint wordStride, int sums, byte* tables, float* before, nint beforeStride, float* into, nint stride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int w = TSimd.Width;
        for (int r = 0; r < sums; r++, words += wordStride, into += stride)
        {
            // The offset of an entry is its four bits times the 2⁸ bytes of an entry.
            nint word = *words;
            float* a = (float*)(tables + ((word << 8) & EntryMask)), b = (float*)(tables + TableBytes + ((word << 4) & EntryMask));
            float* c = (float*)(tables + (2 * TableBytes) + (word & EntryMask)), d = (float*)(tables + (3 * TableBytes) + ((word >> 4) & EntryMask));
            TVector s0 = TSimd.Add(TSimd.Add(TSimd.Load(a), TSimd.Load(b)), TSimd.Add(TSimd.Load(c), TSimd.Load(d)));
            TVector s1 = TSimd.Add(TSimd.Add(TSimd.Load(a + w), TSimd.Load(b + w)), TSimd.Add(TSimd.Load(c + w), TSimd.Load(d + w)));
            TVector s2 = TSimd.Add(TSimd.Add(TSimd.Load(a + (2 * w)), TSimd.Load(b + (2 * w))), TSimd.Add(TSimd.Load(c + (2 * w)), TSimd.Load(d + (2 * w))));
            TVector s3 = TSimd.Add(TSimd.Add(TSimd.Load(a + (3 * w)), TSimd.Load(b + (3 * w))), TSimd.Add(TSimd.Load(c + (3 * w)), TSimd.Load(d + (3 * w))));
            if (before != null)
            {
                s0 = TSimd.Add(TSimd.Load(before), s0);
                s1 = TSimd.Add(TSimd.Load(before + w), s1);
                s2 = TSimd.Add(TSimd.Load(before + (2 * w)), s2);
                s3 = TSimd.Add(TSimd.Load(before + (3 * w)), s3);
                before += beforeStride;
            }

            TSimd.Store(into, s0);
            TSimd.Store(into + w, s1);
            TSimd.Store(into + (2 * w), s2);
            TSimd.Store(into + (3 * w), s3);
        }
    }
}
