using Harmonium.Numerics;

namespace Harmonium.Data.Preprocessing;

/// <summary>
/// Adds mirror images to a data set, which doubles it. Suitable if left and right are interchangeable, as in silhouettes and photographs but not in letters.
/// </summary>
internal static class MirroredImages
{
    /// <summary>Returns the images followed by their horizontal mirror images, with the labels of the originals.</summary>
    /// <exception cref="ArgumentException">The data are not images.</exception>
    public static Dataset AddTo(Dataset images)
    {
        ArgumentNullException.ThrowIfNull(images);
        ItemShape shape = images.Shape;
        if (!shape.IsImage)
            throw new ArgumentException($"Only images can be mirrored; {images.Name} has examples of {shape} values.", nameof(images));
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
            LeastClasses = images.LeastClasses,
            Origin = images.Origin,
        };
    }
}
