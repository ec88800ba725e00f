using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>
/// The gradient of the filters of a convolution: for each weight, the product of the results' gradient with its inputs, summed over positions and images.
/// Items are blocks of rows of results. Each block has its own sums; these are added in a fixed order afterward.
/// </summary>
/// <remarks>
/// Images are summed in sixteen lanes at every vector width, and the lanes in a fixed order. The result has the same bits for any number of threads and any
/// vector width.
/// </remarks>
/// <param name="task">The convolution, with the gradient in place of the results.</param>
/// <param name="sums">Receives the sums, [blocks, filters, patch].</param>
internal readonly unsafe struct FilterGradientKernel(ConvolutionTask task, float* sums) : IRangeKernel
{
    private const int Lanes = 16;
    private const int MaxFilters = 4;
    private const int MaxColumns = 5;

    // With fewer elements per plane in a block, adding up the lanes dominates.
    private const int NumbersPerBlock = 2000;

    private readonly ConvolutionTask _task = task;
    private readonly float* _sums = sums;

    /// <summary>The number of blocks.</summary>
    internal static int BlocksOf(in ConvolutionTask task) => (task.Shape.OutputHeight + RowsOf(task) - 1) / RowsOf(task);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int side = _task.Shape.Side, filters = _task.Shape.Filters, zeros = (_task.Batch + Lanes - 1) / Lanes * Lanes;
        float* lanes = Workspace.OfThread.Sums.Reserve((MaxFilters * MaxColumns * Lanes) + zeros), border = lanes + (MaxFilters * MaxColumns * Lanes);
        new Span<float>(border, zeros).Clear();
        // Sums of 4 × 5 vectors with their operands need 26 registers; sums of 2 × 5 need 14.
        int most = TSimd.HasManyRegisters ? MaxFilters : MaxFilters / 2, groups = (filters + most - 1) / most;
        int rows = RowsOf(_task);
        for (int block = start; block < end; block++)
        {
            for (int channel = 0; channel < _task.Shape.Channels; channel++)
            {
                for (int group = 0; group < groups; group++)
                {
                    int filter = filters * group / groups, count = (filters * (group + 1) / groups) - filter;
                    for (int row = 0; row < side; row++)
                    {
                        for (int column = 0; column < side; column += MaxColumns)
                        {
                            Tile tile = new()
                            {
                                Block = block,
                                FirstRow = block * rows,
                                EndRow = Math.Min(_task.Shape.OutputHeight, (block + 1) * rows),
                                Channel = channel,
                                Filter = filter,
                                Filters = count,
                                Row = row,
                                Column = column,
                                Columns = Math.Min(MaxColumns, side - column),
                            };
                            Sum<TSimd, TVector>(tile, lanes, border);
                            Write(tile, lanes);
                        }
                    }
                }
            }
        }
    }

    private static int RowsOf(in ConvolutionTask task) =>
        Math.Clamp(NumbersPerBlock / Math.Max(1, task.Shape.OutputWidth * task.Batch), 1, Math.Max(1, task.Shape.OutputHeight));

    private void Sum<TSimd, TVector>(in Tile tile, float* lanes, float* border)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int lane = 0; lane < Lanes; lane += TSimd.Width)
        {
            switch (tile.Filters)
            {
                case 1: Sum<TSimd, TVector, Counts.One>(tile, lane, lanes, border); break;
                case 2: Sum<TSimd, TVector, Counts.Two>(tile, lane, lanes, border); break;
                case 3: Sum<TSimd, TVector, Counts.Three>(tile, lane, lanes, border); break;
                default: Sum<TSimd, TVector, Counts.Four>(tile, lane, lanes, border); break;
            }
        }
    }

    private void Sum<TSimd, TVector, TFilters>(in Tile tile, int lane, float* lanes, float* border)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TFilters : struct, ICount
    {
        switch (tile.Columns)
        {
            case 1: Sum<TSimd, TVector, TFilters, Counts.One>(tile, lane, lanes, border); break;
            case 2: Sum<TSimd, TVector, TFilters, Counts.Two>(tile, lane, lanes, border); break;
            case 3: Sum<TSimd, TVector, TFilters, Counts.Three>(tile, lane, lanes, border); break;
            case 4: Sum<TSimd, TVector, TFilters, Counts.Four>(tile, lane, lanes, border); break;
            default: Sum<TSimd, TVector, TFilters, Counts.Five>(tile, lane, lanes, border); break;
        }
    }

    /// <summary>Computes the sums of a tile in the vector of lanes that starts at <paramref name="lane"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum<TSimd, TVector, TFilters, TColumns>(in Tile tile, int lane, float* lanes, float* border)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TFilters : struct, ICount
        where TColumns : struct, ICount
    {
        int batch = _task.Batch, outWidth = _task.Shape.OutputWidth, width = _task.Shape.Width, height = _task.Shape.Height, padding = _task.Shape.Padding;
        int whole = batch / Lanes * Lanes, rest = Math.Clamp(batch - whole - lane, 0, TSimd.Width);
        nint plane = (nint)_task.Shape.OutputHeight * outWidth * batch;
        float* images = _task.Planes + ((nint)tile.Channel * height * width * batch), gradients = _task.Results + (tile.Filter * plane);
        int end = tile.EndRow;
        // The sums start at zero in locals. Passed in from a caller, they would be kept in memory.
        TVector s0 = TSimd.Zero, t0 = TSimd.Zero, u0 = TSimd.Zero, v0 = TSimd.Zero, w0 = TSimd.Zero;
        TVector s1 = TSimd.Zero, t1 = TSimd.Zero, u1 = TSimd.Zero, v1 = TSimd.Zero, w1 = TSimd.Zero;
        TVector s2 = TSimd.Zero, t2 = TSimd.Zero, u2 = TSimd.Zero, v2 = TSimd.Zero, w2 = TSimd.Zero;
        TVector s3 = TSimd.Zero, t3 = TSimd.Zero, u3 = TSimd.Zero, v3 = TSimd.Zero, w3 = TSimd.Zero;
        for (int y = tile.FirstRow; y < end; y++)
        {
            int line = y + tile.Row - padding;
            if (line < 0 || line >= height)
                continue;
            float* row = images + ((nint)line * width * batch), gradient = gradients + ((nint)y * outWidth * batch) + lane;
            for (int x = 0; x < outWidth; x++, gradient += batch)
            {
                int at = x + tile.Column - padding;
                float* a = PixelsAt(row, at, width, batch, border) + lane;
                float* b = TColumns.Value > 1 ? PixelsAt(row, at + 1, width, batch, border) + lane : a;
                float* c = TColumns.Value > 2 ? PixelsAt(row, at + 2, width, batch, border) + lane : a;
                float* d = TColumns.Value > 3 ? PixelsAt(row, at + 3, width, batch, border) + lane : a;
                float* e = TColumns.Value > 4 ? PixelsAt(row, at + 4, width, batch, border) + lane : a;
                int i = 0;
                for (; i < whole; i += Lanes)
                {
                    Add<TSimd, TVector, TFilters, TColumns, Whole<TSimd, TVector>>(
                        gradient + i, plane, a + i, b + i, c + i, d + i, e + i, TSimd.Width, ref s0, ref t0, ref u0, ref v0, ref w0,
                        ref s1, ref t1, ref u1, ref v1, ref w1, ref s2, ref t2, ref u2, ref v2, ref w2, ref s3, ref t3, ref u3, ref v3, ref w3);
                }

                if (rest > 0)
                {
                    Add<TSimd, TVector, TFilters, TColumns, Part<TSimd, TVector>>(
                        gradient + i, plane, a + i, b + i, c + i, d + i, e + i, rest, ref s0, ref t0, ref u0, ref v0, ref w0,
                        ref s1, ref t1, ref u1, ref v1, ref w1, ref s2, ref t2, ref u2, ref v2, ref w2, ref s3, ref t3, ref u3, ref v3, ref w3);
                }
            }
        }

        lanes += lane;
        Keep<TSimd, TVector, TColumns>(lanes, s0, t0, u0, v0, w0);
        if (TFilters.Value > 1)
            Keep<TSimd, TVector, TColumns>(lanes + (MaxColumns * Lanes), s1, t1, u1, v1, w1);
        if (TFilters.Value > 2)
            Keep<TSimd, TVector, TColumns>(lanes + (2 * MaxColumns * Lanes), s2, t2, u2, v2, w2);
        if (TFilters.Value > 3)
            Keep<TSimd, TVector, TColumns>(lanes + (3 * MaxColumns * Lanes), s3, t3, u3, v3, w3);
    }

    /// <summary>The pixels of the images at a column of a row; zeros outside the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* PixelsAt(float* row, int column, int width, int batch, float* border) =>
        (uint)column < (uint)width ? row + ((nint)column * batch) : border;

    /// <summary>Adds the products of one vector of images.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TSimd, TVector, TFilters, TColumns, TLoad>(
        float* gradient, nint plane, float* a, float* b, float* c, float* d, float* e, int count,
        ref TVector s0, ref TVector t0, ref TVector u0, ref TVector v0, ref TVector w0, ref TVector s1, ref TVector t1, ref TVector u1, ref TVector v1,
            ref TVector w1,
        ref TVector s2, ref TVector t2, ref TVector u2, ref TVector v2, ref TVector w2, ref TVector s3, ref TVector t3, ref TVector u3, ref TVector v3,
            ref TVector w3)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TFilters : struct, ICount
        where TColumns : struct, ICount
        where TLoad : struct, ILoad<TVector>
    {
        TVector p = TLoad.Load(a, count);
        TVector q = TColumns.Value > 1 ? TLoad.Load(b, count) : TSimd.Zero;
        TVector r = TColumns.Value > 2 ? TLoad.Load(c, count) : TSimd.Zero;
        TVector s = TColumns.Value > 3 ? TLoad.Load(d, count) : TSimd.Zero;
        TVector t = TColumns.Value > 4 ? TLoad.Load(e, count) : TSimd.Zero;
        Step<TSimd, TVector, TColumns>(TLoad.Load(gradient, count), p, q, r, s, t, ref s0, ref t0, ref u0, ref v0, ref w0);
        if (TFilters.Value > 1)
            Step<TSimd, TVector, TColumns>(TLoad.Load(gradient + plane, count), p, q, r, s, t, ref s1, ref t1, ref u1, ref v1, ref w1);
        if (TFilters.Value > 2)
            Step<TSimd, TVector, TColumns>(TLoad.Load(gradient + (2 * plane), count), p, q, r, s, t, ref s2, ref t2, ref u2, ref v2, ref w2);
        if (TFilters.Value > 3)
            Step<TSimd, TVector, TColumns>(TLoad.Load(gradient + (3 * plane), count), p, q, r, s, t, ref s3, ref t3, ref u3, ref v3, ref w3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TSimd, TVector, TColumns>(
        TVector gradient, TVector p, TVector q, TVector r, TVector s, TVector t, ref TVector a, ref TVector b, ref TVector c, ref TVector d, ref TVector e)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TColumns : struct, ICount
    {
        a = TSimd.FusedMultiplyAdd(gradient, p, a);
        if (TColumns.Value > 1)
            b = TSimd.FusedMultiplyAdd(gradient, q, b);
        if (TColumns.Value > 2)
            c = TSimd.FusedMultiplyAdd(gradient, r, c);
        if (TColumns.Value > 3)
            d = TSimd.FusedMultiplyAdd(gradient, s, d);
        if (TColumns.Value > 4)
            e = TSimd.FusedMultiplyAdd(gradient, t, e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TSimd, TVector, TColumns>(float* lanes, TVector a, TVector b, TVector c, TVector d, TVector e)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TColumns : struct, ICount
    {
        TSimd.Store(lanes, a);
        if (TColumns.Value > 1)
            TSimd.Store(lanes + Lanes, b);
        if (TColumns.Value > 2)
            TSimd.Store(lanes + (2 * Lanes), c);
        if (TColumns.Value > 3)
            TSimd.Store(lanes + (3 * Lanes), d);
        if (TColumns.Value > 4)
            TSimd.Store(lanes + (4 * Lanes), e);
    }

    /// <summary>Adds up the lanes of a tile's sums; lanes that are four apart are added first.</summary>
    private void Write(in Tile tile, float* lanes)
    {
        int side = _task.Shape.Side, length = _task.Shape.PatchLength;
        float* into = _sums + ((((nint)tile.Block * _task.Shape.Filters) + tile.Filter) * length) + (((tile.Channel * side) + tile.Row) * side) + tile.Column;
        for (int filter = 0; filter < tile.Filters; filter++, into += length)
        {
            for (int column = 0; column < tile.Columns; column++)
            {
                float* own = lanes + (((filter * MaxColumns) + column) * Lanes);
                into[column] = Vector128.Sum(Vector128.Load(own) + Vector128.Load(own + 4) + (Vector128.Load(own + 8) + Vector128.Load(own + 12)));
            }
        }
    }

    /// <summary>The weights of several filters in one row of one channel, and the output block over which their gradients are summed.</summary>
    private struct Tile
    {
        internal int Block;
        internal int FirstRow;
        internal int EndRow;
        internal int Channel;
        internal int Filter;
        internal int Filters;
        internal int Row;
        internal int Column;
        internal int Columns;
    }

    private interface ILoad<TVector>
        where TVector : struct
    {
        static abstract TVector Load(float* source, int count);
    }

    private readonly struct Whole<TSimd, TVector> : ILoad<TVector>
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Load(float* source, int count) => TSimd.Load(source);
    }

    private readonly struct Part<TSimd, TVector> : ILoad<TVector>
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Load(float* source, int count) => TSimd.LoadFirst(source, count);
    }
}
