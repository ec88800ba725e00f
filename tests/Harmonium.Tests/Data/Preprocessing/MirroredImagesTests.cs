using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Numerics;

namespace Harmonium.Tests.Data.Preprocessing;

public sealed class MirroredImagesTests
{
    [Fact]
    public void Mirror_images_follow_the_images_with_their_labels()
    {
        // Two images of 2 × 3 pixels of two channels.
        Tensor pixels = Tensor.From([.. Enumerable.Range(0, 24).Select(i => (float)i)], 2, 12);
        Dataset images = new("toy", new FloatExamples(pixels), ItemShape.Image(2, 3, 2)) { Labels = [1, 0] };

        Dataset both = MirroredImages.AddTo(images);

        Assert.Equal([1, 0, 1, 0], both.Labels!);
        Tensor rows = both.Examples.Rows([0, 1, 2, 3]);
        Assert.Equal(pixels.Row(1).ToArray(), rows.Row(1).ToArray());
        Assert.Equal([4, 5, 2, 3, 0, 1, 10, 11, 8, 9, 6, 7], rows.Row(2).ToArray());
        Assert.Equal(both.Fingerprint, MirroredImages.AddTo(images).Fingerprint);
    }

    [Fact]
    public void Vectors_are_refused() =>
        Assert.Contains("images", Assert.Throws<ArgumentException>(() =>
            MirroredImages.AddTo(new Dataset("toy", new FloatExamples(Tensor.Zeros(1, 3)), ItemShape.Vector(3)))).Message, StringComparison.Ordinal);
}
