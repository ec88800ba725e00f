using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Data.Preprocessing;

/// <summary>
/// Random distortions that preserve the class: shift, rotation, scale, shear, and elastic deformation by a smooth random field (Simard, Steinkraus,
/// Platt 2003). Pixels from outside the image are 0.
/// </summary>
internal sealed record ImageDistortion
{
    /// <summary>The maximum shift in each direction in pixels, at least 0.</summary>
    public double Shift { get; init; } = 1;

    /// <summary>The maximum rotation in degrees, at least 0.</summary>
    public double Rotation { get; init; } = 10;

    /// <summary>The maximum relative change of size, in [0, 1).</summary>
    public double Scale { get; init; } = 0.1;

    /// <summary>The maximum shear in horizontal pixels per vertical pixel, at least 0.</summary>
    public double Shear { get; init; } = 0.1;

    /// <summary>
    /// α, the factor of the smoothed field, in pixels; 0 for no elastic deformation; 34 with <see cref="Smoothness"/> 4 in Simard et al.
    /// </summary>
    public double Elasticity { get; init; } = 34;

    /// <summary>σ, the standard deviation of the Gaussian that smooths the field, in pixels, above 0.</summary>
    public double Smoothness { get; init; } = 4;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Validate()
    {
        if (!(Shift >= 0) || !(Rotation >= 0) || !(Shear >= 0) || !(Elasticity >= 0) || !(Smoothness > 0) || Scale is not (>= 0 and < 1))
            throw new ArgumentException("Shift, rotation, shear and elasticity must be at least 0, the scale in [0, 1), the smoothness above 0; they are " +
                $"{Shift}, {Rotation}, {Shear}, {Elasticity}, {Scale} and {Smoothness}.");
    }

    /// <summary>Distorts every image of a batch independently. The distortion depends only on the stream and the row.</summary>
    /// <param name="images">The images, [batch, height · width], changed in place.</param>
    /// <param name="shape">The size of the images.</param>
    /// <param name="random">The random stream of the batch.</param>
    /// <exception cref="ArgumentException">The images are not grayscale images of that size.</exception>
    public void Apply(Tensor images, ItemShape shape, RandomStream random) => Apply(images, shape, random, new Buffers());

    /// <summary>Distorts a batch with buffers that are reused across batches.</summary>
    internal void Apply(Tensor images, ItemShape shape, RandomStream random, Buffers buffers)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(shape);
        if (shape is not { IsImage: true, Channels: 1 } || images.Columns != shape.Columns)
            throw new ArgumentException($"Only grayscale images can be distorted; these have {images.Columns} values of the shape {shape}.", nameof(shape));
        Validate();
        Tensor? field = Elasticity == 0 ? null : Field(images.Rows, shape, random.At(1), images.Device, buffers);
        Tensor originals = images.CopyTo(Buffers.Of(ref buffers.Originals, images.Device, images.Rows, images.Columns));
        images.Device.Share(images.Rows, (start, end) =>
        {
            for (int row = start; row < end; row++)
                Distort(originals.Row(row), images.Row(row), row, shape, field, random);
        });
    }

    /// <summary>
    /// Returns the vertical and horizontal displacement of every pixel, [height, batch · 2 · width]: uniform noise smoothed by a Gaussian along both axes, by
    /// two matrix products for the whole batch.
    /// </summary>
    private Tensor Field(int batch, ItemShape shape, RandomStream random, Device device, Buffers buffers)
    {
        int columns = batch * 2 * shape.Width;
        Tensor noise = Buffers.Of(ref buffers.Noise, device, shape.Height, columns), down = Buffers.Of(ref buffers.Down, device, shape.Height, columns);
        random.FillUniform(noise, -1, 1);
        Smoother(shape.Height, device).Multiply(noise, into: down);
        // The smoothed field overwrites the noise, which is no longer needed.
        down.Reshape(-1, shape.Width).Multiply(Smoother(shape.Width, device), transposeRight: true, into: noise.Reshape(-1, shape.Width),
            scale: (float)Elasticity);
        return noise;
    }

    /// <summary>Returns the matrix that smooths a line of pixels. Every complete row sums to 1.</summary>
    private Tensor Smoother(int length, Device device)
    {
        Tensor smoother = Tensor.Zeros(device, length, length);
        double norm = 1 / (Smoothness * Math.Sqrt(2 * Math.PI));
        for (int i = 0; i < length; i++)
        {
            for (int j = 0; j < length; j++)
                smoother[i, j] = (float)(norm * Math.Exp(-0.5 * (i - j) * (i - j) / (Smoothness * Smoothness)));
        }

        return smoother;
    }

    private void Distort(ReadOnlySpan<float> from, Span<float> to, int row, ItemShape shape, Tensor? field, RandomStream random)
    {
        double Draw(int place) => (2 * random.Uniform(row, place)) - 1;
        double angle = Draw(0) * Rotation * Math.PI / 180, size = 1 + (Draw(1) * Scale), slant = Draw(2) * Shear, down = Draw(3) * Shift,
            across = Draw(4) * Shift;
        (double sin, double cos) = Math.SinCos(angle);
        // The source of a pixel of the result: rotated, sheared and scaled about the center.
        (float yy, float yx) = ((float)(cos / size), (float)(sin / size));
        (float xy, float xx) = ((float)(((slant * cos) - sin) / size), (float)((cos + (slant * sin)) / size));
        (int height, int width) = (shape.Height, shape.Width);
        float middleY = (height - 1) / 2f, middleX = (width - 1) / 2f;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> bends = field is null ? [] : field.Row(y).Slice(row * 2 * width, 2 * width);
            for (int x = 0; x < width; x++)
            {
                float dy = y - middleY, dx = x - middleX;
                float sourceY = middleY + (yy * dy) + (yx * dx) + (float)down, sourceX = middleX + (xy * dy) + (xx * dx) + (float)across;
                if (!bends.IsEmpty)
                    (sourceY, sourceX) = (sourceY + bends[x], sourceX + bends[width + x]);
                to[(y * width) + x] = Between(from, sourceY, sourceX, height, width);
            }
        }
    }

    /// <summary>Returns the value at a point between pixels by bilinear interpolation.</summary>
    private static float Between(ReadOnlySpan<float> image, float y, float x, int height, int width)
    {
        int top = (int)MathF.Floor(y), left = (int)MathF.Floor(x);
        if (top < -1 || left < -1 || top >= height || left >= width)
            return 0;
        float low = y - top, right = x - left;
        if (top >= 0 && left >= 0 && top < height - 1 && left < width - 1)
        {
            ReadOnlySpan<float> above = image.Slice((top * width) + left, width + 2);
            return Mixed(above[0], above[1], above[width], above[width + 1], right, low);
        }

        float a = At(image, top, left, height, width), b = At(image, top, left + 1, height, width);
        float c = At(image, top + 1, left, height, width), d = At(image, top + 1, left + 1, height, width);
        return Mixed(a, b, c, d, right, low);
    }

    private static float Mixed(float a, float b, float c, float d, float right, float low)
    {
        float upper = a + (right * (b - a)), lower = c + (right * (d - c));
        return upper + (low * (lower - upper));
    }

    private static float At(ReadOnlySpan<float> image, int y, int x, int height, int width) =>
        (uint)y < (uint)height && (uint)x < (uint)width ? image[(y * width) + x] : 0;

    /// <summary>The buffers of distortions, reused across batches.</summary>
    internal sealed class Buffers
    {
        internal Tensor? Originals;
        internal Tensor? Noise;
        internal Tensor? Down;

        internal static Tensor Of(ref Tensor? kept, Device device, int rows, int columns) =>
            kept is not null && kept.Rows == rows && kept.Columns == columns ? kept : kept = Tensor.Zeros(device, rows, columns);
    }
}
