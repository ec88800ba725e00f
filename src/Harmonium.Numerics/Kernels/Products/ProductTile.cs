using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>
/// The inner loop of the dense product: a tile of the result, up to eight rows by three vectors, kept in registers during the sum.
/// TRows and TVectors are constants to the JIT, so each size compiles to a loop of fused multiply-adds without branches.
/// </summary>
// Measured on Ice Lake (AVX-512), operands in the L1 cache, relative to the FMA peak: 8×3 0.98, 12×2 0.91, 12×1 0.50. It loads about one 64-byte line per
// cycle, so a tile must need fewer loads than half its multiply-adds.
internal static unsafe class ProductTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // With fewer terms, the sum ends before a prefetch would arrive.
    private const int ShortSum = 64;

    // A tile of three vectors needs nine sums in flight, for two multiply-adds per cycle with a latency of four cycles.
    private const int MinimumRows = 3;

    /// <summary>The maximum number of rows of a tile: 8×3 sums with the operands fill 32 registers, 6×2 fill 16.</summary>
    internal static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TSimd.HasManyRegisters ? 8 : 6;
    }

    /// <summary>The maximum number of vectors across a tile.</summary>
    internal static int Vectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TSimd.HasManyRegisters ? 3 : 2;
    }

    /// <summary>
    /// The number of rows of the tile that starts at row r. A remainder that would leave one or two rows to the last tile is halved, because such a tile
    /// waits for its sums.
    /// </summary>
    internal static int RowsAt(int r, int rows)
    {
        int tileRows = Rows, left = rows - r;
        return left > tileRows && left < tileRows + MinimumRows ? (left + 1) / 2 : Math.Min(tileRows, left);
    }

    /// <summary>The number of consecutive tiles from row r on with the same number of rows.</summary>
    internal static int EqualTilesAt(int r, int rows)
    {
        int tileRows = Rows, left = rows - r, over = left % tileRows;
        return Math.Max(1, (left / tileRows) - (over is > 0 and < MinimumRows ? 1 : 0));
    }

    /// <summary>
    /// C ← alpha·A·B, or C + alpha·A·B, for several tiles of the same shape. Every sum starts at zero and runs over p in increasing order by fused
    /// multiply-adds, for any size of tile. <c>Ahead</c> is prefetched during the sum.
    /// </summary>
    /// <param name="task">The tiles.</param>
    /// <param name="rows">The number of rows per tile, 1 to 8.</param>
    /// <param name="vectors">The number of vectors across a tile, 1 to 3.</param>
    /// <param name="steps">The steps from the operands of one p to those of the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply<TSteps>(in ProductTiles task, int rows, int vectors, TSteps steps)
        where TSteps : struct, IProductSteps
    {
        if (vectors == 3)
            Multiply<Counts.Three, TSteps>(task, rows, steps);
        else if (vectors == 2)
            Multiply<Counts.Two, TSteps>(task, rows, steps);
        else
            Multiply<Counts.One, TSteps>(task, rows, steps);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TVectors, TSteps>(in ProductTiles task, int rows, TSteps steps)
        where TVectors : struct, ICount
        where TSteps : struct, IProductSteps
    {
        switch (rows)
        {
            case 1: Multiply<Counts.One, TVectors, TSteps>(task, steps); break;
            case 2: Multiply<Counts.Two, TVectors, TSteps>(task, steps); break;
            case 3: Multiply<Counts.Three, TVectors, TSteps>(task, steps); break;
            case 4: Multiply<Counts.Four, TVectors, TSteps>(task, steps); break;
            case 5: Multiply<Counts.Five, TVectors, TSteps>(task, steps); break;
            case 6: Multiply<Counts.Six, TVectors, TSteps>(task, steps); break;
            case 7: Multiply<Counts.Seven, TVectors, TSteps>(task, steps); break;
            default: Multiply<Counts.Eight, TVectors, TSteps>(task, steps); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows, TVectors, TSteps>(in ProductTiles task, TSteps first)
        where TRows : struct, ICount
        where TVectors : struct, ICount
        where TSteps : struct, IProductSteps
    {
        (int depth, nint cStride, float alpha, bool accumulate) = (task.Depth, task.CStride, task.Alpha, task.Accumulate);
        PrefetchRows ahead = task.Ahead;
        int asked = 0, askedAtOnce = ahead.Rows == 0 ? 0 : 1 + (ahead.Rows / (task.Tiles * TRows.Value));
        float* firstA = task.A, firstB = task.B, c = task.C;
        bool isC = task.Destination.First == null;
        float* near = isC ? c : task.Destination.First;
        nint nearStride = isC ? cStride : task.Destination.Stride, nearTile = isC ? task.CTile : TRows.Value * nearStride;
        for (int tile = 0; tile < task.Tiles; tile++, firstA += task.ATile, firstB += task.BTile, c += task.CTile, near += nearTile)
        {
            TVector s0 = TSimd.Zero, t0 = TSimd.Zero, u0 = TSimd.Zero;
            TVector s1 = TSimd.Zero, t1 = TSimd.Zero, u1 = TSimd.Zero;
            TVector s2 = TSimd.Zero, t2 = TSimd.Zero, u2 = TSimd.Zero;
            TVector s3 = TSimd.Zero, t3 = TSimd.Zero, u3 = TSimd.Zero;
            TVector s4 = TSimd.Zero, t4 = TSimd.Zero, u4 = TSimd.Zero;
            TVector s5 = TSimd.Zero, t5 = TSimd.Zero, u5 = TSimd.Zero;
            TVector s6 = TSimd.Zero, t6 = TSimd.Zero, u6 = TSimd.Zero;
            TVector s7 = TSimd.Zero, t7 = TSimd.Zero, u7 = TSimd.Zero;
            float* a = firstA, b = firstB;
            TSteps steps = first;

            // The result and the rows to prefetch come from outer caches during the sum, one row after the other. Requested all at once, they would fill the
            // few line buffers that the operands need (0.80 of the FMA peak instead of 0.84).
            int p = 0;
            for (int row = 0; row < TRows.Value; row++)
            {
                Prefetch<TVectors>(near + (row * nearStride));
                if (task.Destination.Second != 0)
                    Prefetch<TVectors>(near + (row * nearStride) + task.Destination.Second);
                if (task.Destination.Third != 0)
                    Prefetch<TVectors>(near + (row * nearStride) + task.Destination.Third);
                for (int end = Math.Min(ahead.Rows, asked + askedAtOnce); asked < end; asked++)
                    ahead.Prefetch<TSimd, TVector>(asked);
                if (depth < ShortSum && row + 1 < TRows.Value)
                    continue;
                for (int end = depth * (row + 1) / TRows.Value; p < end; p++)
                {
                    TVector x = TSimd.Load(b);
                    TVector y = TVectors.Value > 1 ? TSimd.Load(b + TSimd.Width) : TSimd.Zero;
                    TVector z = TVectors.Value > 2 ? TSimd.Load(b + (2 * TSimd.Width)) : TSimd.Zero;
                    Step<TVectors>(a, x, y, z, ref s0, ref t0, ref u0);
                    if (TRows.Value > 1)
                        Step<TVectors>(a + 1, x, y, z, ref s1, ref t1, ref u1);
                    if (TRows.Value > 2)
                        Step<TVectors>(a + 2, x, y, z, ref s2, ref t2, ref u2);
                    if (TRows.Value > 3)
                        Step<TVectors>(a + 3, x, y, z, ref s3, ref t3, ref u3);
                    if (TRows.Value > 4)
                        Step<TVectors>(a + 4, x, y, z, ref s4, ref t4, ref u4);
                    if (TRows.Value > 5)
                        Step<TVectors>(a + 5, x, y, z, ref s5, ref t5, ref u5);
                    if (TRows.Value > 6)
                        Step<TVectors>(a + 6, x, y, z, ref s6, ref t6, ref u6);
                    if (TRows.Value > 7)
                        Step<TVectors>(a + 7, x, y, z, ref s7, ref t7, ref u7);
                    steps.Next(ref a, ref b);
                }
            }

            TVector scale = TSimd.Broadcast(alpha);
            Write<TVectors>(c, scale, accumulate, s0, t0, u0);
            if (TRows.Value > 1)
                Write<TVectors>(c + (1 * cStride), scale, accumulate, s1, t1, u1);
            if (TRows.Value > 2)
                Write<TVectors>(c + (2 * cStride), scale, accumulate, s2, t2, u2);
            if (TRows.Value > 3)
                Write<TVectors>(c + (3 * cStride), scale, accumulate, s3, t3, u3);
            if (TRows.Value > 4)
                Write<TVectors>(c + (4 * cStride), scale, accumulate, s4, t4, u4);
            if (TRows.Value > 5)
                Write<TVectors>(c + (5 * cStride), scale, accumulate, s5, t5, u5);
            if (TRows.Value > 6)
                Write<TVectors>(c + (6 * cStride), scale, accumulate, s6, t6, u6);
            if (TRows.Value > 7)
                Write<TVectors>(c + (7 * cStride), scale, accumulate, s7, t7, u7);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<TVectors>(float* c)
        where TVectors : struct, ICount
    {
        TSimd.Prefetch(c);
        if (TVectors.Value > 1)
            TSimd.Prefetch(c + TSimd.Width);
        if (TVectors.Value > 2)
            TSimd.Prefetch(c + (2 * TSimd.Width));
        TSimd.Prefetch(c + (TVectors.Value * TSimd.Width) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TVectors>(float* a, TVector x, TVector y, TVector z, ref TVector s, ref TVector t, ref TVector u)
        where TVectors : struct, ICount
    {
        TVector factor = TSimd.Broadcast(*a);
        s = TSimd.FusedMultiplyAdd(factor, x, s);
        if (TVectors.Value > 1)
            t = TSimd.FusedMultiplyAdd(factor, y, t);
        if (TVectors.Value > 2)
            u = TSimd.FusedMultiplyAdd(factor, z, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TVectors>(float* c, TVector scale, bool accumulate, TVector s, TVector t, TVector u)
        where TVectors : struct, ICount
    {
        Write(c, scale, accumulate, s);
        if (TVectors.Value > 1)
            Write(c + TSimd.Width, scale, accumulate, t);
        if (TVectors.Value > 2)
            Write(c + (2 * TSimd.Width), scale, accumulate, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(float* c, TVector scale, bool accumulate, TVector sum) =>
        TSimd.Store(c, accumulate ? TSimd.FusedMultiplyAdd(scale, sum, TSimd.Load(c)) : TSimd.Multiply(scale, sum));
}
