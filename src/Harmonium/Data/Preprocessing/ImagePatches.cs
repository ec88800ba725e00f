using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Preprocessing;

/// <summary>Cuts small square patches out of images at random positions.</summary>
internal static class ImagePatches
{
    /// <summary>Cuts patches, each from a random image and position. Patch i depends only on the seed and i.</summary>
    /// <param name="images">Images of one channel.</param>
    /// <param name="size">The height and width of a patch in pixels, at most the smaller side of the images.</param>
    /// <param name="count">The number of patches.</param>
    /// <param name="seed">The seed of the positions.</param>
    /// <exception cref="ArgumentException">The data are not images of one channel, or are smaller than a patch.</exception>
    public static Dataset Draw(Dataset images, int size, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ItemShape shape = images.Shape;
        if (!shape.IsImage || shape.Channels != 1 || shape.Height < size || shape.Width < size || images.Count == 0)
            throw new ArgumentException($"Patches of {size}×{size} need images of one channel and at least that size; {images.Name} has " +
                $"{images.Count} examples of {shape}.", nameof(images));
        RandomStream random = RandomStream.For(seed, Purpose.Splitting).At(1);
        (int Image, int Top, int Left)[] places = [.. Enumerable.Range(0, count).Select(i =>
        {
            (uint image, uint top, uint left, _) = random.Block(0, (uint)i);
            return (Below(image, images.Count), Below(top, shape.Height - size + 1), Below(left, shape.Width - size + 1));
        })];
        Tensor patches = Tensor.Zeros(count, size * size), whole = Tensor.Zeros(1, shape.Columns);
        // Image by image, so that each image is read once.
        foreach (IGrouping<int, int> patch in Enumerable.Range(0, count).GroupBy(i => places[i].Image))
        {
            images.Examples.CopyRows([patch.Key], whole);
            ReadOnlySpan<float> pixels = whole.AsSpan();
            foreach (int i in patch)
            {
                Span<float> into = patches.Row(i);
                for (int row = 0; row < size; row++)
                    pixels.Slice(((places[i].Top + row) * shape.Width) + places[i].Left, size).CopyTo(into[(row * size)..]);
            }
        }

        return new Dataset($"patches of {images.Name}", new FloatExamples(patches), ItemShape.Image(size, size)) { Origin = images.Origin };

        static int Below(uint random, int bound) => (int)((ulong)random * (ulong)bound >> 32);
    }
}
