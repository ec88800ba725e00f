using System.Runtime.CompilerServices;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// The patches that filters look at, as the columns of a matrix [channels·side², images·places]: a row is one place of the filter moved over all images, so
/// that it is made of runs of a plane's rows.
/// </summary>
internal static unsafe class Patches
{
    /// <summary>
    /// Writes the patches of images first to first + count; planes lie [channels, batch, height, width]. Reads and writes up to a vector beyond the last number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Collect<TSimd, TVector>(in ConvolutionShape shape, float* planes, int batch, int first, int count, float* patches)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        (int height, int width, int side, int outHeight, int outWidth) = (shape.Height, shape.Width, shape.Side, shape.OutputHeight, shape.OutputWidth);
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            float* images = planes + (((nint)channel * batch) + first) * height * width;
            for (int place = 0; place < side * side; place++)
            {
                int dy = (place / side) - shape.Padding, dx = (place % side) - shape.Padding;
                int left = Math.Clamp(-dx, 0, outWidth), right = Math.Clamp(width - dx, left, outWidth);
                for (int image = 0; image < count; image++)
                {
                    float* from = images + ((nint)image * height * width) + dx;
                    for (int y = 0; y < outHeight; y++, patches += outWidth)
                    {
                        int line = y + dy;
                        if (line < 0 || line >= height)
                        {
                            Clear(patches, 0, outWidth);
                            continue;
                        }

                        Clear(patches, 0, left);
                        // Whole vectors also at the end of a run: the next run, or the room behind the last, takes what is too much. Masks would double the time.
                        float* source = from + ((nint)line * width);
                        for (int x = left; x < right; x += TSimd.Width)
                            TSimd.Store(patches + x, TSimd.Load(source + x));

                        Clear(patches, right, outWidth);
                    }
                }
            }
        }
    }

    /// <summary>Adds patches back to the places of the planes that they came from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Return<TSimd, TVector>(in ConvolutionShape shape, float* patches, float* planes, int batch, int first, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        (int height, int width, int side, int outHeight, int outWidth) = (shape.Height, shape.Width, shape.Side, shape.OutputHeight, shape.OutputWidth);
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            float* images = planes + (((nint)channel * batch) + first) * height * width;
            for (int place = 0; place < side * side; place++)
            {
                int dy = (place / side) - shape.Padding, dx = (place % side) - shape.Padding;
                int left = Math.Clamp(-dx, 0, outWidth), right = Math.Clamp(width - dx, left, outWidth);
                // The last vector of a run adds zeros behind its end, but in the last line, where the numbers behind may be another thread's.
                int whole = (right - left) / TSimd.Width * TSimd.Width, rest = right - left - whole;
                TVector mask = TSimd.FirstLanes(rest);
                for (int image = 0; image < count; image++)
                {
                    float* to = images + ((nint)image * height * width) + dx;
                    for (int y = 0; y < outHeight; y++, patches += outWidth)
                    {
                        int line = y + dy;
                        if (line < 0 || line >= height)
                            continue;
                        float* target = to + ((nint)line * width) + left, patch = patches + left;
                        for (int x = 0; x < whole; x += TSimd.Width)
                            TSimd.Store(target + x, TSimd.Add(TSimd.Load(target + x), TSimd.Load(patch + x)));
                        if (rest == 0)
                            continue;
                        if (((height - line) * width) - left - dx - whole >= TSimd.Width)
                        {
                            TSimd.Store(target + whole, TSimd.Add(TSimd.Load(target + whole), TSimd.And(mask, TSimd.Load(patch + whole))));
                        }
                        else
                        {
                            TVector sum = TSimd.Add(TSimd.LoadFirst(target + whole, rest), TSimd.LoadFirst(patch + whole, rest));
                            TSimd.StoreFirst(target + whole, sum, rest);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(float* row, int from, int to)
    {
        for (int x = from; x < to; x++)
            row[x] = 0;
    }
}
