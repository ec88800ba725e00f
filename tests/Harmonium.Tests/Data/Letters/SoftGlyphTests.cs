using CsCheck;
using Harmonium.Data.Letters;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Data;

public class SoftGlyphTests
{
    private const int Drawn = SoftGlyph.DrawnSize;

    private static readonly LetterPose Plain = new(0, 0, 0, 1);

    [Fact]
    public void In_its_plain_pose_a_pixel_is_the_mean_of_the_four_drawn_pixels_that_it_covers()
    {
        Gen.Byte.Array[Drawn * Drawn].Sample(
            drawn =>
            {
                byte[] image = Paint(drawn, Plain);
                for (int row = 0; row < LetterImages.Height; row++)
                {
                    for (int column = 0; column < LetterImages.Width; column++)
                    {
                        // The center of the drawing, between its pixels 19 and 20, is the center of pixel 14 of the image.
                        double mean = 0;
                        for (int y = (2 * row) - 9; y <= (2 * row) - 8; y++)
                            for (int x = (2 * column) - 9; x <= (2 * column) - 8; x++)
                                mean += x is >= 0 and < Drawn && y is >= 0 and < Drawn ? drawn[(y * Drawn) + x] / 4.0 : 0;
                        Assert.InRange(image[(row * LetterImages.Width) + column], mean - 0.51, mean + 0.51);
                    }
                }
            },
            iter: 20,
            seed: "0000000000001");
    }

    [Fact]
    public void A_blot_goes_where_the_pose_sends_it_and_its_ink_grows_with_the_square_of_the_scale()
    {
        var pose = Gen.Select(Gen.Float[-2, 2], Gen.Float[-2, 2], Gen.Double[-0.7, 0.7], Gen.Float[0.7f, 1.3f], (x, y, turn, scale) =>
            new LetterPose(x, y, turn, scale));
        Gen.Select(Gen.Double[12, 28], Gen.Double[12, 28], pose).Sample(
            (x, y, pose) =>
            {
                byte[] drawn = Blot(x, y);
                byte[] image = Paint(drawn, pose);
                double ink = image.Sum(value => value);
                double column = image.Select((value, at) => value * ((at % LetterImages.Width) + 0.5)).Sum() / ink;
                double row = image.Select((value, at) => value * ((at / LetterImages.Width) + 0.5)).Sum() / ink;

                // Rotated clockwise about the center, with the y axis downward.
                double dx = (x - 20) / 2 * pose.Scale, dy = (y - 20) / 2 * pose.Scale;
                double cosine = Math.Cos(pose.Rotation), sine = Math.Sin(pose.Rotation);
                Assert.Equal(14.5 + (cosine * dx) - (sine * dy) + pose.ShiftX, column, 0.05);
                Assert.Equal(14.5 + (sine * dx) + (cosine * dy) + pose.ShiftY, row, 0.05);
                Assert.Equal(1, ink / (drawn.Sum(value => value) / 4.0 * pose.Scale * pose.Scale), 0.02);
            },
            iter: 200,
            seed: "0000000000001");
    }

    [Fact]
    public void Nothing_of_the_letter_before_is_left_on_the_image()
    {
        var glyph = new SoftGlyph();
        byte[] image = [.. Enumerable.Repeat((byte)77, LetterImages.Height * LetterImages.Width)];
        glyph.Load([.. Enumerable.Repeat((byte)255, Drawn * Drawn)]);
        glyph.Load(new byte[Drawn * Drawn]);
        glyph.Paint(Plain, image);
        Assert.All(image, value => Assert.Equal(0, value));
    }

    private static byte[] Paint(byte[] drawn, LetterPose pose)
    {
        var glyph = new SoftGlyph();
        glyph.Load(drawn);
        byte[] image = new byte[LetterImages.Height * LetterImages.Width];
        glyph.Paint(pose, image);
        return image;
    }

    /// <summary>A Gaussian blot about (x, y), in drawn pixels from the upper left corner.</summary>
    private static byte[] Blot(double x, double y)
    {
        byte[] drawn = new byte[Drawn * Drawn];
        for (int at = 0; at < drawn.Length; at++)
        {
            double dx = (at % Drawn) + 0.5 - x, dy = (at / Drawn) + 0.5 - y;
            drawn[at] = (byte)Math.Round(255 * Math.Exp(-((dx * dx) + (dy * dy)) / 18));
        }

        return drawn;
    }
}
