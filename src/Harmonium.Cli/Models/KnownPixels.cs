using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.Images;
using Harmonium.Numerics;

namespace Harmonium.Cli.Models;

/// <summary>The mask of known and missing pixels of an image.</summary>
internal static class KnownPixels
{
    private const byte Middle = 128;
    private const string Hint = "The bright pixels of an image are kept, and the dark ones are filled in.";

    /// <summary>Returns the mask, [height · width]: 1 for a known pixel, 0 for a missing one.</summary>
    /// <param name="keep">left, right, top, bottom, or the path of an image whose bright pixels are known.</param>
    /// <param name="size">The size of the images.</param>
    /// <param name="decoder">The image decoder.</param>
    /// <exception cref="UsageException"><paramref name="keep"/> is not valid, or selects all pixels or none.</exception>
    /// <exception cref="DataFileException">The image cannot be read, or has a different size.</exception>
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
            : throw new UsageException($"--keep {keep} keeps {(sum == 0 ? "none" : "all")} of the {mask.Count} pixels; expected a part of them.", Hint);
    }

    private static Func<int, int, bool> OfPicture(string path, ImageSize size, ImageDecoder decoder)
    {
        if (!File.Exists(path))
            throw new UsageException($"--keep is “{path}”; expected left, right, top, bottom, or the path of an image.", Hint);
        DecodedImage picture = decoder.Decode(path, DataLimits.Default);
        if (picture.Size != size)
            throw new DataFileException(path, $"is {picture.Size} pixels (height × width), but the images of the model are {size}. Use an image of that size.");
        return (row, column) =>
        {
            ReadOnlySpan<byte> pixel = picture.Pixels.Span.Slice(4 * ((row * size.Width) + column), 4);
            return (pixel[0] + pixel[1] + pixel[2]) * pixel[3] >= 3 * Middle * 255;
        };
    }
}
