using Harmonium.Data.Sources;
using Harmonium.Data.Streams;

namespace Harmonium.Data.Formats;

/// <summary>A folder of images of one size, read as gray levels; subfolders are labels.</summary>
/// <param name="decoder">The decoder of images; null if the program has none.</param>
internal sealed class ImageFolderFormat(ImageDecoder? decoder) : DataFormat
{
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
        (int color, int transparent, int animated, int resized) = (0, 0, 0, 0);
        foreach ((string file, _) in folder.Images)
        {
            DecodedImage image = decoder.Decode(file, limits);
            size ??= RequireColumns(file, image.Size, limits);
            byte[] gray = GrayLevels.Of(image, out bool hadColors, out bool hadTransparency);
            if (image.Size != size)
            {
                if (options.Size is null)
                    throw new DataFileException(file,
                        $"has {image.Size} pixels; earlier images have {size} (height × width), and all must have the same size. Resize them with " +
                        $"--image-size {size.Height}x{size.Width}.");
                gray = ImageResizer.Resize(gray, image.Size, size);
                resized++;
            }

            long wanted = (long)gray.Length * folder.Images.Count;
            if (wanted > limits.MaximumBytes || wanted > Array.MaxLength)
                throw new DataFileException(path,
                    $"contains {folder.Images.Count} images of {size}, {wanted} pixels; the limit is {Math.Min(limits.MaximumBytes, Array.MaxLength)}. " +
                    "Resize them with --image-size.");
            while (values.Length < filled + gray.Length)
                values = Growth.Enlarge(values, wanted);
            gray.CopyTo(values, filled);
            filled += gray.Length;
            color += hadColors ? 1 : 0;
            transparent += hadTransparency ? 1 : 0;
            animated += image.IsAnimated ? 1 : 0;
        }

        List<string> notices = [.. folder.Notices];
        Note(color, "had colors and were converted to gray: luma 0.299 R + 0.587 G + 0.114 B");
        Note(transparent, "had transparent pixels and were drawn over white");
        Note(animated, "are animations; their first frame is used");
        Note(resized, $"were resized to {size}");
        // As for arrays of bytes: masks are often stored as the levels 0 and 1, which would all be nearly black.
        bool mask = options.Scale is null && !values.AsSpan(0, filled).ContainsAnyExcept((byte)0, (byte)1) && values.AsSpan(0, filled).Contains((byte)1);
        if (mask)
            notices.Add("All levels are 0 or 1, so they are read as 0 and 1, not as two dark grays of 0 to 255.");
        Dataset data = new(NameOf(path), new ByteExamples(values, size!.Height * size.Width, options.Scale ?? (mask ? 1 : 1 / 255f)),
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

    private static ImageSize RequireColumns(string file, ImageSize size, DataLimits limits)
    {
        if ((long)size.Height * size.Width > limits.MaximumColumns)
            throw new DataFileException(file,
                $"has {size} pixels; the limit for an example is {limits.MaximumColumns} values. Resize the images with --image-size 64x64.");
        return size;
    }
}
