using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Data.Preprocessing;

public sealed class ImageDistortionTests
{
    private static readonly ImageDistortion _nothing = new() { Shift = 0, Rotation = 0, Scale = 0, Shear = 0, Elasticity = 0 };
    private static readonly ItemShape _shape = ItemShape.Image(20, 16);

    [Fact]
    public void No_distortion_leaves_images_as_they_are()
    {
        Tensor images = Random(3), before = images.Clone();

        _nothing.Apply(images, _shape, RandomStream.For(1, Purpose.Augmentation));

        for (int i = 0; i < images.Count; i++)
            Assert.Equal(before.AsSpan()[i], images.AsSpan()[i], 1e-5);
    }

    [Fact]
    public void A_shift_moves_the_center_of_mass_by_what_was_drawn()
    {
        RandomStream random = RandomStream.For(7, Purpose.Augmentation);
        Tensor images = Tensor.Zeros(5, 320);
        for (int i = 0; i < 5; i++)
            images[i, (10 * 16) + 8] = 1;

        (_nothing with { Shift = 2 }).Apply(images, _shape, random);

        for (int i = 0; i < 5; i++)
        {
            double y = 0, x = 0, mass = 0;
            for (int place = 0; place < 320; place++)
            {
                mass += images[i, place];
                y += images[i, place] * (place / 16);
                x += images[i, place] * (place % 16);
            }

            // A pixel of the result comes from the position that much further down, so the content moves up.
            Assert.Equal(1, mass, 1e-4);
            Assert.Equal(10 - (2 * ((2 * random.Uniform(i, 3)) - 1)), y / mass, 1e-3);
            Assert.Equal(8 - (2 * ((2 * random.Uniform(i, 4)) - 1)), x / mass, 1e-3);
        }
    }

    [Fact]
    public void Equal_streams_distort_equally_and_every_image_in_its_own_way()
    {
        Tensor one = Random(2), two = one.Clone(), other = one.Clone();
        one.Row(0).CopyTo(one.Row(1));
        two.Row(0).CopyTo(two.Row(1));

        new ImageDistortion().Apply(one, _shape, RandomStream.For(1, Purpose.Augmentation, 4));
        new ImageDistortion().Apply(two, _shape, RandomStream.For(1, Purpose.Augmentation, 4));
        new ImageDistortion().Apply(other, _shape, RandomStream.For(1, Purpose.Augmentation, 5));

        Assert.True(one.AsSpan().SequenceEqual(two.AsSpan()));
        Assert.False(one.Row(0).SequenceEqual(one.Row(1)));
        Assert.False(one.Row(0).SequenceEqual(other.Row(0)));
    }

    [Fact]
    public void An_elastic_field_moves_pixels_as_far_as_its_width_and_strength_say()
    {
        // In an image with the column number as its value, each pixel shows how far it was moved.
        const int Side = 40, Count = 200;
        ItemShape shape = ItemShape.Image(Side, Side);
        Tensor images = Tensor.Zeros(Count, Side * Side);
        for (int i = 0; i < Count; i++)
        {
            for (int place = 0; place < Side * Side; place++)
                images[i, place] = place % Side;
        }

        (_nothing with { Elasticity = 10, Smoothness = 3 }).Apply(images, shape, RandomStream.For(2, Purpose.Augmentation));

        double squares = 0;
        for (int i = 0; i < Count; i++)
            squares += Math.Pow(images[i, (20 * Side) + 20] - 20, 2);
        // Uniform noise of variance ⅓ under a Gaussian with squares that sum to 1/(4πσ²).
        double expected = 10 * Math.Sqrt(1.0 / 3 / (4 * Math.PI * 9));
        // Five standard errors of a standard deviation.
        Assert.Equal(expected, Math.Sqrt(squares / Count), 5 * expected / Math.Sqrt(2.0 * Count));
    }

    private static Tensor Random(int count)
    {
        Tensor images = Tensor.Zeros(count, 320);
        RandomStream.For(3, Purpose.General).FillUniform(images);
        return images;
    }
}
