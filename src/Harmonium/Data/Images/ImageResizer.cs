using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Data.Images;

/// <summary>Resizes grayscale images.</summary>
internal static class ImageResizer
{
    /// <summary>
    /// Returns the image at another size. Each new pixel is the average of the old ones under a triangle around it, with the width of two new
    /// pixels or two old ones, whichever is larger. Reduction thus averages, and enlargement interpolates linearly.
    /// </summary>
    internal static byte[] Resize(byte[] gray, ImageSize from, ImageSize to)
    {
        (int First, float[] Weights)[] across = Contributions(from.Width, to.Width);
        (int First, float[] Weights)[] down = Contributions(from.Height, to.Height);
        float[] narrowed = new float[from.Height * to.Width];
        for (int row = 0; row < from.Height; row++)
        {
            for (int column = 0; column < to.Width; column++)
            {
                (int first, float[] weights) = across[column];
                float sum = 0;
                for (int i = 0; i < weights.Length; i++)
                    sum += weights[i] * gray[(row * from.Width) + first + i];
                narrowed[(row * to.Width) + column] = sum;
            }
        }

        byte[] result = new byte[to.Height * to.Width];
        for (int row = 0; row < to.Height; row++)
        {
            (int first, float[] weights) = down[row];
            for (int column = 0; column < to.Width; column++)
            {
                float sum = 0;
                for (int i = 0; i < weights.Length; i++)
                    sum += weights[i] * narrowed[((first + i) * to.Width) + column];
                result[(row * to.Width) + column] = (byte)Math.Clamp(MathF.Round(sum), 0, 255);
            }
        }

        return result;
    }

    /// <summary>Computes, for each new pixel along one axis, the first contributing old pixel and the weights, which sum to 1.</summary>
    private static (int First, float[] Weights)[] Contributions(int from, int to)
    {
        double scale = (double)from / to;
        double reach = Math.Max(1, scale);
        (int, float[])[] result = new (int, float[])[to];
        for (int i = 0; i < to; i++)
        {
            double center = (i + 0.5) * scale;
            int first = Math.Max(0, (int)Math.Floor(center - reach));
            int end = Math.Min(from, (int)Math.Ceiling(center + reach));
            double[] weights = new double[end - first];
            for (int j = 0; j < weights.Length; j++)
                weights[j] = Math.Max(0, 1 - (Math.Abs(first + j + 0.5 - center) / reach));
            double sum = weights.Sum();
            result[i] = (first, [.. weights.Select(weight => (float)(weight / sum))]);
        }

        return result;
    }
}
