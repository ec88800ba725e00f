namespace Harmonium.Data.Letters;

/// <summary>
/// A drawn letter prepared for rendering in any pose. Two drawn pixels correspond to one pixel of the image, so the drawing is first averaged over
/// 2 × 2 pixels (the area of an image pixel) and then sampled by bilinear interpolation. Averaging removes details finer than the
/// image resolution, so rotation and scaling cause no aliasing.
/// </summary>
internal sealed class SoftGlyph
{
    /// <summary>The number of rows and columns of a drawn letter.</summary>
    public const int DrawnSize = 40;

    private const float DrawnPixelsPerPixel = 2;

    // Averages are at the corners of drawn pixels, one more than there are pixels. A border of zeros avoids bounds checks.
    private const int Padded = DrawnSize + 3;
    private readonly float[] _ink = new float[Padded * Padded];

    /// <summary>Loads a letter.</summary>
    /// <param name="drawn">Gray values [40, 40].</param>
    public void Load(ReadOnlySpan<byte> drawn)
    {
        Array.Clear(_ink);
        for (int y = 0; y < DrawnSize; y++)
        {
            for (int x = 0; x < DrawnSize; x++)
            {
                float quarter = 0.25f * drawn[(y * DrawnSize) + x];
                int corner = ((y + 1) * Padded) + x + 1;
                _ink[corner] += quarter;
                _ink[corner + 1] += quarter;
                _ink[corner + Padded] += quarter;
                _ink[corner + Padded + 1] += quarter;
            }
        }
    }

    /// <summary>Renders the letter, centered in the image except for the shift.</summary>
    /// <param name="pose">The pose of the letter.</param>
    /// <param name="pixels">The image [29, 29]; every pixel is written.</param>
    public void Paint(LetterPose pose, Span<byte> pixels)
    {
        pixels.Clear();
        // Maps the image to the drawing: subtract the shift, invert the rotation, invert the scale.
        var (sine, cosine) = SineAndCosine(pose.Rotation);
        float along = (float)(DrawnPixelsPerPixel * cosine / pose.Scale);
        float across = (float)(DrawnPixelsPerPixel * sine / pose.Scale);
        float x = 0.5f - (LetterImages.Width / 2f) - pose.ShiftX;
        for (int row = 0; row < LetterImages.Height; row++)
        {
            float y = row + 0.5f - (LetterImages.Height / 2f) - pose.ShiftY;
            float u = (along * x) + (across * y) + (DrawnSize / 2) + 1;
            float v = (along * y) - (across * x) + (DrawnSize / 2) + 1;

            // The drawing is convex, so the pixels of a row that fall on it are one run.
            int first = 0, end = LetterImages.Width;
            while (first < end && !IsOnDrawing(u + (along * first), v - (across * first)))
                first++;
            while (first < end && !IsOnDrawing(u + (along * (end - 1)), v - (across * (end - 1))))
                end--;

            var line = pixels.Slice(row * LetterImages.Width, LetterImages.Width);
            for (int column = first; column < end; column++)
                line[column] = (byte)(Read(u + (along * column), v - (across * column)) + 0.5f);
        }
    }

    private static bool IsOnDrawing(float u, float v) => u >= 0 && v >= 0 && u < Padded - 1 && v < Padded - 1;

    private float Read(float u, float v)
    {
        int left = (int)u, top = (int)v;
        float toRight = u - left, down = v - top;
        var cell = _ink.AsSpan((top * Padded) + left, Padded + 2);
        float upper = cell[0] + (toRight * (cell[1] - cell[0]));
        float lower = cell[Padded] + (toRight * (cell[Padded + 1] - cell[Padded]));
        return upper + (down * (lower - upper));
    }

    /// <summary>
    /// Computes sine and cosine by Taylor polynomials, exact to 10⁻¹³ up to 45°. The library functions may differ in the last bit between systems, but the
    /// images must be identical.
    /// </summary>
    private static (double Sine, double Cosine) SineAndCosine(double angle)
    {
        double sine = 0, cosine = 0, term = 1;
        for (int power = 0; power < 16; power += 2)
        {
            cosine += term;
            term *= angle / (power + 1);
            sine += term;
            term *= -angle / (power + 2);
        }

        return (sine, cosine);
    }
}
