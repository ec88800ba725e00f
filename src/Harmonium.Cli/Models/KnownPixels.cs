using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.Formats;
using Harmonium.Numerics;

namespace Harmonium.Cli.Models;

/// <summary>Which pixels of an image are given, and which are to be filled in.</summary>
internal static class KnownPixels
{
    private const byte Middle = 128;

    /// <summary>1 for a pixel that is given, 0 for one that is not, [height · width].</summary>
    /// <param name="keep">left, right, top, bottom, or the path of a picture whose bright pixels are given.</param>
    /// <param name="size">The size of the images.</param>
    /// <param name="decoder">What reads the picture.</param>
    /// <exception cref="UsageException">It is neither, or gives all or none.</exception>
    /// <exception cref="DataFileException">The picture cannot be read, or has another size.</exception>
    internal static Tensor Of(string keep, ImageSize size, ImageDecoder decoder)
    {
        Func<int, int, bool> known = keep switch
        {
            "left" => (_, column) => column < size.Width / 2,
            "right" => (_, column) => column >= size.Width - (size.Width / 2),
            "top" => (row, _) => row < size.Height / 2,
            "bottom" => (row, _) => row >= size.Height - (size.Height / 2),
            _ => OfPicture(keep, size, decoder),
        };
        Tensor mask = Tensor.Zeros(size.Height * size.Width);
        for (int pixel = 0; pixel < mask.Count; pixel++)
            mask[pixel] = known(pixel / size.Width, pixel % size.Width) ? 1 : 0;
        float sum = 0;
        foreach (float value in mask.AsSpan())
            sum += value;
        return sum > 0 && sum < mask.Count ? mask
            : throw new UsageException($"--keep {keep} gives {(sum == 0 ? "none" : "all")} of the {mask.Count} pixels: there is nothing to " +
                $"{(sum == 0 ? "go by" : "fill in")}.", "Bright pixels of the picture are kept, dark ones are filled in.");
    }

    private static Func<int, int, bool> OfPicture(string path, ImageSize size, ImageDecoder decoder)
    {
        if (!File.Exists(path))
            throw new UsageException($"--keep is “{path}”; expected is left, right, top, bottom, or the path of a picture.",
                "Bright pixels of the picture are kept, dark ones are filled in.");
        DecodedImage picture = decoder.Decode(path, DataLimits.Default);
        if (picture.Size != size)
            throw new DataFileException(path, $"is {picture.Size} pixels, height first; the model's images are {size}. Draw it in that size.");
        return (row, column) =>
        {
            ReadOnlySpan<byte> pixel = picture.Pixels.Span.Slice(4 * ((row * size.Width) + column), 4);
            return (pixel[0] + pixel[1] + pixel[2]) * pixel[3] >= 3 * Middle * 255;
        };
    }
}
