using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Numerics;
using SkiaSharp;

namespace Harmonium.Cli.Models;

/// <summary>Which pixels of an image are given, and which are to be filled in.</summary>
internal static class KnownPixels
{
    private const byte Middle = 128;

    /// <summary>1 for a pixel that is given, 0 for one that is not, [height · width].</summary>
    /// <param name="keep">left, right, top, bottom, or the path of a picture whose bright pixels are given.</param>
    /// <param name="size">The size of the images.</param>
    /// <exception cref="UsageException">It is neither, or the picture has another size, or gives all or none.</exception>
    internal static Tensor Of(string keep, ImageSize size)
    {
        Func<int, int, bool> known = keep switch
        {
            "left" => (_, column) => column < size.Width / 2,
            "right" => (_, column) => column >= size.Width - (size.Width / 2),
            "top" => (row, _) => row < size.Height / 2,
            "bottom" => (row, _) => row >= size.Height - (size.Height / 2),
            _ => OfPicture(keep, size),
        };
        Tensor mask = Tensor.Zeros(size.Height * size.Width);
        for (int pixel = 0; pixel < mask.Count; pixel++)
            mask[pixel] = known(pixel / size.Width, pixel % size.Width) ? 1 : 0;
        float sum = 0;
        foreach (float value in mask.AsSpan())
            sum += value;
        return sum > 0 && sum < mask.Count ? mask
            : throw new UsageException($"--keep {keep} gives {(sum == 0 ? "none" : "all")} of the {mask.Count} pixels: there is nothing to {(sum == 0 ? "go by" : "fill in")}.", "Bright pixels of the picture are kept, dark ones are filled in.");
    }

    private static Func<int, int, bool> OfPicture(string path, ImageSize size)
    {
        if (!File.Exists(path))
            throw new UsageException($"--keep is “{path}”; expected is left, right, top, bottom, or the path of a picture.", "Bright pixels of the picture are kept, dark ones are filled in.");
        using SKBitmap? picture = SKBitmap.Decode(path);
        if (picture is null)
            throw new DataFileException(path, "is no picture that can be read; PNG, JPEG, GIF and WebP can.");
        if (picture.Height != size.Height || picture.Width != size.Width)
            throw new DataFileException(path, $"is {picture.Height}×{picture.Width} pixels, height first; the model's images are {size}. Draw it in that size.");
        bool[] bright = [.. picture.Pixels.Select(pixel => (pixel.Red + pixel.Green + pixel.Blue) * pixel.Alpha >= 3 * Middle * 255)];
        return (row, column) => bright[(row * size.Width) + column];
    }
}
