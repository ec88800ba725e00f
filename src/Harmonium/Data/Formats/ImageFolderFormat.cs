using Harmonium.Data.Images;
using Harmonium.Data.Sources;

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
        GrayImages images = new(path, folder.Images.Count, limits);
        foreach ((string file, _) in folder.Images)
        {
            DecodedImage image = decoder.Decode(file, limits);
            size ??= RequireColumns(file, image.Size, limits);
            if (image.Size != size && options.Size is null)
                throw new DataFileException(file,
                    $"has {image.Size} pixels; earlier images have {size} (height × width), and all must have the same size. Resize them with " +
                    $"--image-size {size.Height}x{size.Width}.");
            ushort[]? exact = Png16.Read(file, limits, out bool isDeep);
            images.Count(isDeep && (exact is null || image.Size != size),
                "have 16 bits per channel and were read with 8, because they are interlaced or resized");
            images.Add(image, exact, size);
        }

        (Examples examples, IEnumerable<string> notices) = images.Finish(options.Scale);
        Dataset data = new(NameOf(path), examples, ItemShape.Image(size!.Height, size.Width))
        {
            Labels = folder.ClassNames.Count == 0 ? null : [.. folder.Images.Select(image => image.Class)],
            ClassNames = folder.ClassNames.Count == 0 ? null : folder.ClassNames,
            RowIds = new RowIds(RowIds.Files, [.. folder.Images.Select(image => Path.GetRelativePath(path, image.Path).Replace('\\', '/'))]),
            Notices = [.. folder.Notices, .. notices],
        };
        return new DataSplits(data, null, null);
    }

    private static ImageSize RequireColumns(string file, ImageSize size, DataLimits limits)
    {
        if ((long)size.Height * size.Width > limits.MaximumColumns)
            throw new DataFileException(file,
                $"has {size} pixels; the limit for an example is {limits.MaximumColumns} values. Resize the images with --image-size 64x64.");
        return size;
    }
}
