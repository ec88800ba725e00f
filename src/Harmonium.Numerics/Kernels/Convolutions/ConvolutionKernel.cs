using System.Runtime.CompilerServices;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>
/// Convolves planes with filters. The batch is the innermost dimension, so each filter weight multiplies a contiguous row of images, and a result is a matrix
/// product of the filters with those rows in place.
/// No patch is copied, and padding is skipped. Items are rows of results.
/// </summary>
/// <param name="task">The convolution.</param>
/// <param name="filters">The filters, packed by <see cref="Pack"/>.</param>
/// <param name="accumulate">True to add the results to the target.</param>
internal readonly unsafe struct ConvolutionKernel(ConvolutionTask task, float* filters, bool accumulate) : IRangeKernel
{
    // Filters of a group are packed eight apart; a tile has at least six rows.
    private const int Packed = 8;
    private const int MinimumRows = 6;

    private readonly ConvolutionTask _task = task;
    private readonly float* _filters = filters;
    private readonly bool _accumulate = accumulate;

    /// <summary>The number of elements of the packed filters.</summary>
    internal static int PackedLength(in ConvolutionShape shape) => (shape.Filters + Packed) * shape.PatchLength * Packed / MinimumRows;

    /// <summary>Packs filters in groups of as many as a tile has rows. The weights of a group at one position of the patch are adjacent.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="filters">The filters, [filters, patch]. For the backward pass, [channels, filters·side²], rotated by 180°.</param>
    /// <param name="back">True for the backward pass.</param>
    /// <param name="packed">Receives the packed filters.</param>
    internal static void Pack<TSimd, TVector>(in ConvolutionShape shape, float* filters, bool back, float* packed)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int area = shape.Side * shape.Side;
        for (int first = 0, end; first < shape.Filters; first = end)
        {
            end = Math.Min(shape.Filters, first + GroupOf<TSimd, TVector>(shape.Filters));
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                for (int place = 0; place < area; place++, packed += Packed)
                {
                    for (int filter = first; filter < end; filter++)
                    {
                        packed[filter - first] = back
                            ? filters[(((nint)channel * shape.Filters) + filter) * area + (area - 1 - place)]
                            : filters[(((nint)filter * shape.Channels) + channel) * area + place];
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        (int height, int width, int side, int padding) = (_task.Shape.Height, _task.Shape.Width, _task.Shape.Side, _task.Shape.Padding);
        int most = ProductTile<TSimd, TVector>.Vectors * TSimd.Width;
        float* spare = Workspace.OfThread.Sums.Reserve((Packed * most) + ((_task.Shape.PatchLength + 1) * 2));
        FilterSteps.Step* steps = (FilterSteps.Step*)(spare + (Packed * most));
        for (int y = start; y < end; y++)
        {
            Window window = new() { Top = Math.Max(0, padding - y), Bottom = Math.Min(side, height + padding - y) };
            for (int x = 0, next; x < _task.Shape.OutputWidth; x = next)
            {
                (window.Left, window.Right) = (Math.Max(0, padding - x), Math.Min(side, width + padding - x));
                // All positions of a row at which the filter overlaps the image equally: all but those next to the border.
                next = window.Left > 0 || window.Right < side ? x + 1 : Math.Min(_task.Shape.OutputWidth, width + padding - side + 1);
                int terms = StepsOf(window, steps);
                for (int image = 0, count; image < _task.Batch; image += count)
                {
                    count = Math.Min(_task.Batch - image, TSimd.Width * ProductBlock<TSimd, TVector>.VectorsOf(_task.Batch - image));
                    Row<TSimd, TVector>(window, y, x, next, image, count, terms, steps, spare);
                }
            }
        }
    }

    /// <summary>The number of filters per group: at most the rows of a tile, and about the same in all groups.</summary>
    private static int GroupOf<TSimd, TVector>(int filters)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int groups = (filters + ProductTile<TSimd, TVector>.Rows - 1) / ProductTile<TSimd, TVector>.Rows;
        return (filters + groups - 1) / groups;
    }

    /// <summary>Computes the results of some images at positions x to end of a row.</summary>
    private void Row<TSimd, TVector>(Window window, int y, int x, int end, int image, int count, int terms, FilterSteps.Step* steps, float* spare)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int all = _task.Shape.Filters, group = GroupOf<TSimd, TVector>(all), batch = _task.Batch, padding = _task.Shape.Padding;
        int vectors = (count + TSimd.Width - 1) / TSimd.Width, broad = vectors * TSimd.Width;
        nint plane = (nint)_task.Shape.OutputHeight * _task.Shape.OutputWidth * batch, packedGroup = (nint)_task.Shape.PatchLength * Packed;
        bool whole = count == broad;
        ProductTiles tiles = new()
        {
            Tiles = whole ? end - x : 1,
            Depth = terms,
            Alpha = 1,
            Accumulate = whole && _accumulate,
            A = _filters + (((window.Top * _task.Shape.Side) + window.Left) * Packed),
            BTile = batch,
            CTile = batch,
            CStride = whole ? plane : broad,
        };
        // The image position of the first filter weight inside the image.
        float* b = _task.Planes + ((((nint)(y - padding + window.Top) * _task.Shape.Width) + (x - padding + window.Left)) * batch) + image;
        float* c = _task.Results + ((((nint)y * _task.Shape.OutputWidth) + x) * batch) + image;
        for (int first = 0; first < all; first += group, tiles.A += packedGroup, c += group * plane)
        {
            int rows = Math.Min(group, all - first);
            for (int place = 0; place < end - x; place += tiles.Tiles)
            {
                float* result = c + (place * batch);
                tiles.B = b + (place * batch);
                tiles.C = whole ? result : spare;
                ProductTile<TSimd, TVector>.Multiply(tiles, rows, vectors, new FilterSteps(steps));
                if (!whole)
                    ProductBlock<TSimd, TVector>.Merge(rows, count, broad, 1, _accumulate, spare, result, plane);
            }
        }
    }

    /// <summary>Writes the steps between the filter weights inside the window, channel by channel. Returns the number of weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int StepsOf(Window window, FilterSteps.Step* steps)
    {
        (int height, int width, int side, int batch) = (_task.Shape.Height, _task.Shape.Width, _task.Shape.Side, _task.Batch);
        int columns = Math.Max(0, window.Right - window.Left), rows = Math.Max(0, window.Bottom - window.Top);
        for (int channel = 0; channel < _task.Shape.Channels; channel++)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = 1; column < columns; column++)
                    *steps++ = new FilterSteps.Step { Filter = Packed, Plane = batch };
                if (columns == 0)
                    continue;
                bool lowest = row == rows - 1;
                *steps++ = new FilterSteps.Step
                {
                    Filter = ((lowest ? (side * side) - ((rows - 1) * side) : side) - columns + 1) * Packed,
                    Plane = ((lowest ? (height - rows + 1) * width : width) - columns + 1) * batch,
                };
            }
        }

        return rows * columns * _task.Shape.Channels;
    }

    /// <summary>The part of a filter that is inside the image.</summary>
    private struct Window
    {
        internal int Top;
        internal int Bottom;
        internal int Left;
        internal int Right;
    }
}
