using System.Globalization;
using Harmonium.Data.Sources;
using Harmonium.Data.Streams;
using Harmonium.Numerics;

namespace Harmonium.Data.Formats;

/// <summary>A folder of images of one size, read as gray levels; subfolders are labels.</summary>
/// <param name="decoder">The decoder of images; null if the program has none.</param>
internal sealed class ImageFolderFormat(ImageDecoder? decoder) : DataFormat
{
    /// <summary>The factor from levels of 8 bits to levels of 16 bits: 255 becomes 65535.</summary>
    private const float FromByte = 257;

    internal override string Description => "a folder of PNG, JPEG, GIF, WebP or BMP images (subfolders are labels)";

    internal override bool Recognizes(string path) => Directory.Exists(path);

    internal override DataSplits Read(string path, DataLimits limits, DataOptions options)
    {
        ImageFolder folder = ImageFolder.List(path, limits);
        if (decoder is null)
        {
            throw new DataFileException(
                path,
                "is a folder of images, and this program was built without image decoding. " +
                $"Reference Harmonium.Imaging and open the data with {nameof(DataLocations)} {{ {nameof(DataLocations.Images)} = SkiaImageDecoder.Default }}.");
        }

        ImageSize? size = options.Size is null ? null : RequireColumns(path, options.Size, limits);
        byte[] values = [];
        int filled = 0;
        (int color, int transparent, int animated, int resized, int deep, int reduced, int largest) = (0, 0, 0, 0, 0, 0, 0);
        float[]? levels = null; // 0 to 65535; used from the first image with 16 bits per channel on
        foreach ((string file, _) in folder.Images)
        {
            DecodedImage image = decoder.Decode(file, limits);
            size ??= RequireColumns(file, image.Size, limits);
            byte[] gray = GrayLevels.Of(image, out bool hadColors, out bool hadTransparency);
            ushort[]? exact = Png16.Read(file, limits, out bool isDeep);
            if (image.Size != size)
            {
                exact = null;
                if (options.Size is null)
                    throw new DataFileException(file,
                        $"has {image.Size} pixels; earlier images have {size} (height × width), and all must have the same size. Resize them with --size " +
                        $"{size.Height}x{size.Width}.");
                gray = ImageResizer.Resize(gray, image.Size, size);
                resized++;
            }

            long wanted = (long)gray.Length * folder.Images.Count;
            if (wanted > limits.MaximumBytes || wanted > Array.MaxLength)
                throw new DataFileException(path,
                    $"contains {folder.Images.Count} images of {size}, {wanted} pixels; the limit is {Math.Min(limits.MaximumBytes, Array.MaxLength)}. " +
                    "Resize them with --size.");
            while (values.Length < filled + gray.Length)
                values = Growth.Enlarge(values, wanted);
            gray.CopyTo(values, filled);
            if (exact is not null && levels is null)
            {
                if (wanted * sizeof(float) > limits.MaximumBytes || wanted > Array.MaxLength / 2)
                    throw new DataFileException(path,
                        $"contains {folder.Images.Count} images of {size}, some with 16 bits per channel, {wanted * sizeof(float)} bytes; the limit is " +
                        $"{limits.MaximumBytes}. Resize them with --image-size.");
                levels = new float[wanted];
                for (int i = 0; i < filled; i++)
                    levels[i] = FromByte * values[i];
            }

            for (int i = 0; levels is not null && i < gray.Length; i++)
                levels[filled + i] = exact is null ? FromByte * gray[i] : exact[i];
            filled += gray.Length;
            deep += exact is not null ? 1 : 0;
            reduced += isDeep && exact is null ? 1 : 0;
            largest = exact is null ? largest : Math.Max(largest, exact.Max());
            color += hadColors ? 1 : 0;
            transparent += hadTransparency ? 1 : 0;
            animated += image.IsAnimated ? 1 : 0;
        }

        List<string> notices = [.. folder.Notices];
        Note(color, "had colors and were converted to gray: luma 0.299 R + 0.587 G + 0.114 B");
        Note(transparent, "had transparent pixels and were drawn over white");
        Note(animated, "are animations; their first frame is used");
        Note(resized, $"were resized to {size}");
        Note(reduced, "have 16 bits per channel and were read with 8, because they are interlaced or resized");
        string widest = ((1 - 1e-6) / Math.Max(1, largest)).ToString("G6", CultureInfo.InvariantCulture);
        string dark = largest <= ushort.MaxValue / 2 ? $"; for the range up to 1: --scale {widest}" : "";
        Note(deep, $"have 16 bits per channel; their levels, at most {largest}, are " +
            (options.Scale is null ? $"divided by {ushort.MaxValue}{dark}" : "multiplied by the given scale"));
        int columns = size!.Height * size.Width;
        Dataset data = new(NameOf(path), levels is null
            ? new ByteExamples(values, columns, options.Scale ?? 1 / 255f)
            : Scaled(levels, columns, options.Scale ?? 1f / ushort.MaxValue),
            ItemShape.Image(size.Height, size.Width))
        {
            Labels = folder.ClassNames.Count == 0 ? null : [.. folder.Images.Select(image => image.Class)],
            ClassNames = folder.ClassNames.Count == 0 ? null : folder.ClassNames,
            Notices = notices,
        };
        return new DataSplits(data, null, null);

        void Note(int count, string what)
        {
            if (count > 0)
                notices.Add($"{count} of {folder.Images.Count} images {what}.");
        }
    }

    private static FloatExamples Scaled(float[] levels, int columns, float scale)
    {
        foreach (ref float level in levels.AsSpan())
            level *= scale;
        return new FloatExamples(Tensor.From(levels, levels.Length / columns, columns));
    }

    private static ImageSize RequireColumns(string file, ImageSize size, DataLimits limits)
    {
        if ((long)size.Height * size.Width > limits.MaximumColumns)
            throw new DataFileException(file,
                $"has {size} pixels; the limit for an example is {limits.MaximumColumns} values. Resize the images with --size 64x64.");
        return size;
    }
}
