using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Data.Preprocessing;

public sealed class ImagePatchesTests
{
    [Fact]
    public void Every_patch_is_a_square_of_one_image_and_all_places_come_up()
    {
        // Pixel (row, column) of image n is 100 n + 10 row + column, so a patch shows where it was cut.
        Tensor pixels = Tensor.Zeros(3, 20);
        for (int i = 0; i < pixels.Count; i++)
            pixels.AsSpan()[i] = (100 * (i / 20)) + (10 * (i % 20 / 5)) + (i % 5);
        Dataset images = new("toy", new FloatExamples(pixels), ItemShape.Image(4, 5));

        Dataset patches = ImagePatches.Draw(images, 2, 500, seed: 1);

        Assert.Equal(ItemShape.Image(2, 2), patches.Shape);
        Tensor values = patches.Examples.Rows([.. Enumerable.Range(0, 500)]);
        HashSet<float> corners = [];
        for (int i = 0; i < 500; i++)
        {
            float corner = values[i, 0];
            corners.Add(corner);
            Assert.Equal([corner, corner + 1, corner + 10, corner + 11], values.Row(i).ToArray());
            Assert.True((int)corner % 10 <= 3 && (int)corner / 10 % 10 <= 2);
        }

        // 3 images of 3 × 4 positions: the probability that one of 36 is missed by 500 draws is below 36 · e^(−500/36) = 3e−5.
        Assert.Equal(36, corners.Count);
    }

    [Fact]
    public void A_patch_depends_on_the_seed_and_its_number_alone()
    {
        Dataset images = new("toy", new FloatExamples(Tensor.From([.. Enumerable.Range(0, 400).Select(i => (float)i)], 1, 400)), ItemShape.Image(20, 20));
        float[] few = ImagePatches.Draw(images, 3, 10, 7).Examples.Rows([.. Enumerable.Range(0, 10)]).AsSpan().ToArray();
        float[] many = ImagePatches.Draw(images, 3, 40, 7).Examples.Rows([.. Enumerable.Range(0, 10)]).AsSpan().ToArray();
        Assert.Equal(few, many);
        Assert.NotEqual(few, ImagePatches.Draw(images, 3, 10, 8).Examples.Rows([.. Enumerable.Range(0, 10)]).AsSpan().ToArray());
    }

    [Fact]
    public void Images_that_are_too_small_are_refused()
    {
        Dataset images = new("toy", new FloatExamples(Tensor.Zeros(1, 20)), ItemShape.Image(4, 5));
        Assert.Contains("examples of 4×5", Assert.Throws<ArgumentException>(() => ImagePatches.Draw(images, 5, 1, 1)).Message);
    }
}
