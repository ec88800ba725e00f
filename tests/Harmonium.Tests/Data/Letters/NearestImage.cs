using System.Numerics.Tensors;
using Harmonium.Data.Letters;

namespace Harmonium.Tests.Data;

/// <summary>Nearest-neighbor classifiers: an image gets the label of the nearest reference image.</summary>
internal static class NearestImage
{
    private const int Size = LetterImages.Height * LetterImages.Width;

    /// <summary>Returns the error rate with the mean image of each letter as reference.</summary>
    public static double ErrorOfMeans(LetterImages train, LetterImages test)
    {
        float[][] means = [.. Enumerable.Range(0, LetterImages.Classes).Select(_ => new float[Size])];
        for (int i = 0; i < train.Count; i++)
            TensorPrimitives.Add(means[train.Labels[i]], Image(train, i), means[train.Labels[i]]);
        foreach (float[] mean in means)
            TensorPrimitives.Divide(mean, train.Count / (float)LetterImages.Classes, mean);
        return Error(means, [.. Enumerable.Range(0, LetterImages.Classes).Select(letter => (byte)letter)], test);
    }

    /// <summary>Returns the error rate on every seventh image with all training images as references.</summary>
    public static double ErrorOfNeighbors(LetterImages train, LetterImages test) =>
        Error([.. Enumerable.Range(0, train.Count).Select(i => Image(train, i))], train.Labels, test, stride: 7);

    private static double Error(float[][] references, byte[] labels, LetterImages test, int stride = 1)
    {
        int wrong = 0, asked = 0;
        for (int i = 0; i < test.Count; i += stride)
        {
            asked++;
            float[] image = Image(test, i);
            int nearest = Enumerable.Range(0, references.Length).MinBy(reference => TensorPrimitives.Distance<float>(references[reference], image));
            if (labels[nearest] != test.Labels[i])
                wrong++;
        }

        return wrong / (double)asked;
    }

    private static float[] Image(LetterImages images, int image)
    {
        float[] pixels = new float[Size];
        TensorPrimitives.ConvertChecked<byte, float>(images.Pixels.AsSpan(image * Size, Size), pixels);
        return pixels;
    }
}
