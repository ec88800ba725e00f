using Harmonium.Numerics;

namespace Harmonium.Data.Preprocessing;

/// <summary>
/// Images beside their mirror images: twice the data where left and right could as well be exchanged, as in silhouettes and photographs, not letters.
/// </summary>
public static class MirroredImages
{
    /// <summary>The images, and behind them the same mirrored left to right, with the labels of their originals.</summary>
    /// <exception cref="ArgumentException">The data are no images.</exception>
    public static Dataset AddTo(Dataset images)
    {
        ArgumentNullException.ThrowIfNull(images);
        ItemShape shape = images.Shape;
        if (!shape.IsImage)
            throw new ArgumentException($"Only images can be mirrored; {images.Name} has examples of {shape} numbers.", nameof(images));
        Tensor both = Tensor.Zeros(2 * images.Count, shape.Columns);
        images.Examples.CopyRows([.. Enumerable.Range(0, images.Count)], both.RowRange(0, images.Count));
        int pixel = shape.Channels;
        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<float> from = both.Row(i);
            Span<float> to = both.Row(images.Count + i);
            for (int start = 0; start < from.Length; start += shape.Width * pixel)
            {
                for (int x = 0; x < shape.Width; x++)
                    from.Slice(start + (x * pixel), pixel).CopyTo(to[(start + ((shape.Width - 1 - x) * pixel))..]);
            }
        }

        return new Dataset($"{images.Name} and mirror images", new FloatExamples(both), shape)
        {
            Labels = images.Labels is { } labels ? [.. labels, .. labels] : null,
            ClassNames = images.ClassNames,
            Origin = images.Origin,
        };
    }
}
