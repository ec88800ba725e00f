using System.Globalization;
using Harmonium.Data.Streams;
using Harmonium.Numerics;

namespace Harmonium.Data.Images;

/// <summary>Collects images of one size as gray levels: bytes, and float32 from the first image with 16 bits per channel on.</summary>
/// <param name="path">The folder.</param>
/// <param name="count">The number of images to come.</param>
/// <param name="limits">The limits.</param>
internal sealed class GrayImages(string path, int count, DataLimits limits)
{
    /// <summary>The factor from levels of 8 bits to levels of 16 bits: 255 becomes 65535.</summary>
    private const float FromByte = 257;

    private readonly Dictionary<string, int> _counts = [];
    private byte[] _bytes = [];
    private float[]? _deep; // 0 to 65535
    private int _filled;
    private int _largest;

    /// <summary>Gets how many values an image has.</summary>
    internal int Columns { get; private set; }

    /// <summary>Adds an image.</summary>
    /// <param name="image">The decoded image.</param>
    /// <param name="exact">Its levels of 0 to 65535 if it has 16 bits per channel, [height · width]; else null.</param>
    /// <param name="size">The size that it shall have; another is resized.</param>
    internal void Add(DecodedImage image, ushort[]? exact, ImageSize size)
    {
        byte[] gray = GrayLevels.Of(image, out bool hadColors, out bool hadTransparency);
        if (image.Size != size)
        {
            gray = ImageResizer.Resize(gray, image.Size, size);
            exact = null;
        }

        Columns = gray.Length;
        Reserve(size, exact is not null);
        gray.CopyTo(_bytes, _filled);
        for (int i = 0; _deep is not null && i < gray.Length; i++)
            _deep[_filled + i] = exact is null ? FromByte * gray[i] : exact[i];
        _filled += gray.Length;
        _largest = exact is null ? _largest : Math.Max(_largest, exact.Max());
        Count(hadColors, "had colors and were converted to gray: luma 0.299 R + 0.587 G + 0.114 B");
        Count(hadTransparency, "had transparent pixels and were drawn over white");
        Count(image.IsAnimated, "are animations; their first frame is used");
        Count(image.Size != size, $"were resized to {size}");
    }

    /// <summary>Counts an image of which a notice speaks.</summary>
    internal void Count(bool isSo, string what)
    {
        if (isSo)
            _counts[what] = _counts.GetValueOrDefault(what) + 1;
    }

    /// <summary>Returns the examples and what is to be said about the images.</summary>
    /// <param name="scale">The factor for the levels; by default the largest possible level becomes 1.</param>
    internal (Examples Examples, IEnumerable<string> Notices) Finish(float? scale)
    {
        List<string> notices = [.. _counts.Select(pair => $"{pair.Value} of {count} images {pair.Key}.")];
        if (_deep is not null)
        {
            string widest = ((1 - 1e-6) / Math.Max(1, _largest)).ToString("G6", CultureInfo.InvariantCulture);
            string dark = _largest <= ushort.MaxValue / 2 ? $"; for the range up to 1: --scale {widest}" : "";
            notices.Add($"The levels of images with 16 bits per channel, at most {_largest}, are " +
                (scale is null ? $"divided by {ushort.MaxValue}{dark}." : "multiplied by the given scale."));
            foreach (ref float level in _deep.AsSpan())
                level *= scale ?? 1f / ushort.MaxValue;
            return (new FloatExamples(Tensor.From(_deep, count, Columns)), notices);
        }

        // As for arrays of bytes: masks are often stored as the levels 0 and 1, which would all be nearly black.
        ReadOnlySpan<byte> levels = _bytes.AsSpan(0, _filled);
        bool mask = scale is null && !levels.ContainsAnyExcept((byte)0, (byte)1) && levels.Contains((byte)1);
        if (mask)
            notices.Add("All levels are 0 or 1, so they are read as 0 and 1, not as two dark grays of 0 to 255.");
        return (new ByteExamples(_bytes, Columns, scale ?? (mask ? 1 : 1 / 255f)), notices);
    }

    private void Reserve(ImageSize size, bool isDeep)
    {
        long wanted = (long)Columns * count;
        if (wanted > limits.MaximumBytes || wanted > Array.MaxLength)
            throw TooLarge($"{wanted} pixels", Math.Min(limits.MaximumBytes, Array.MaxLength));
        while (_bytes.Length < _filled + Columns)
            _bytes = Growth.Enlarge(_bytes, wanted);
        if (!isDeep || _deep is not null)
            return;
        if (wanted * sizeof(float) > limits.MaximumBytes || wanted > Array.MaxLength / 2)
            throw TooLarge($"some with 16 bits per channel, {wanted * sizeof(float)} bytes", limits.MaximumBytes);
        _deep = new float[wanted];
        for (int i = 0; i < _filled; i++)
            _deep[i] = FromByte * _bytes[i];

        DataFileException TooLarge(string what, long limit) =>
            new(path, $"contains {count} images of {size}, {what}; the limit is {limit}. Resize them with --image-size.");
    }
}
