using System.Collections.Concurrent;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// Convolutions as dense products of filters with patches (im2col; Chellapilla, Puri, Simard 2006), a few images at a time so that patches never leave the
/// cache. Chunks have a fixed size and their sums are added in a fixed order: the bits do not depend on the number of threads.
/// </summary>
internal readonly unsafe struct ConvolutionKernel(ConvolutionTask task, ConcurrentBag<Scratch> scratches, bool backward) : IRangeKernel
{
    private readonly ConvolutionTask _task = task;
    private readonly ConcurrentBag<Scratch> _scratches = scratches;
    private readonly bool _backward = backward;

    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (!_scratches.TryTake(out Scratch? scratch))
            scratch = new Scratch();
        int most = _task.ChunkImages * _task.Places, patchNumbers = _task.Shape.PatchLength * most;
        int product = ProductBlock<TSimd, TVector>.ScratchFor(Math.Max(_task.Shape.PatchLength, _task.Shape.Filters));
        float* patches = scratch.Reserve(patchNumbers + 64 + product), work = patches + ((patchNumbers + 63) / 16 * 16);
        for (int chunk = start; chunk < end; chunk++)
        {
            int first = chunk * _task.ChunkImages, count = Math.Min(_task.ChunkImages, _task.Batch - first);
            if (_backward)
                Back<TSimd, TVector>(chunk, first, count, patches, work);
            else
                Forth<TSimd, TVector>(first, count, patches, work);
        }

        _scratches.Add(scratch);
    }

    private void Forth<TSimd, TVector>(int first, int count, float* patches, float* work)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int places = count * _task.Places, batchPlaces = _task.Batch * _task.Places;
        Patches.Collect<TSimd, TVector>(_task.Shape, _task.Planes, _task.Batch, first, count, patches);
        Multiply<TSimd, TVector>(
            _task.Shape.Filters, places, _task.Shape.PatchLength,
            new DenseOperand(_task.Filters, _task.Shape.PatchLength, transposed: false), new DenseOperand(patches, places, transposed: false),
            _task.Results + ((nint)first * _task.Places), batchPlaces, work);
    }

    private void Back<TSimd, TVector>(int chunk, int first, int count, float* patches, float* work)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int places = count * _task.Places, batchPlaces = _task.Batch * _task.Places, length = _task.Shape.PatchLength, filters = _task.Shape.Filters;
        float* gradient = _task.Results + ((nint)first * _task.Places);
        if (_task.FilterGradients != null)
        {
            Patches.Collect<TSimd, TVector>(_task.Shape, _task.Planes, _task.Batch, first, count, patches);
            Multiply<TSimd, TVector>(
                filters, length, places, new DenseOperand(gradient, batchPlaces, transposed: false), new DenseOperand(patches, places, transposed: true),
                _task.FilterGradients + ((nint)chunk * filters * length), length, work);
        }

        if (_task.PlaneGradients == null)
            return;
        Multiply<TSimd, TVector>(
            length, places, filters, new DenseOperand(_task.Filters, length, transposed: true), new DenseOperand(gradient, batchPlaces, transposed: false),
            patches, places, work);
        Patches.Return<TSimd, TVector>(_task.Shape, patches, _task.PlaneGradients, _task.Batch, first, count);
    }

    private static void Multiply<TSimd, TVector>(int rows, int columns, int depth, DenseOperand a, DenseOperand b, float* c, int cStride, float* work)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        ProductBlock<TSimd, TVector>.Compute(
            new DenseProductTask { Rows = rows, Columns = columns, Depth = depth, Alpha = 1, A = a, B = b, C = c, CStride = cStride }, 0, rows, 0, columns, work);
}
