using System.Buffers.Binary;
using System.IO.Compression;
using Harmonium.Data.Streams;

namespace Harmonium.Data.Images;

/// <summary>Reads PNG images with 16 bits per channel (ISO/IEC 15948), which image decoders reduce to 8 bits.</summary>
internal static class Png16
{
    private const int HeaderBytes = 33;
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the gray levels of a file that an image decoder accepted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="isDeep">True if the file is a PNG image with 16 bits per channel.</param>
    /// <returns>The levels, 0 to 65535, [height · width]; null if the image has 8 bits or is interlaced.</returns>
    internal static ushort[]? Read(string path, DataLimits limits, out bool isDeep)
    {
        isDeep = false;
        using ByteSource source = ByteSource.OpenPlain(path, limits);
        if (source.MostBytes is < HeaderBytes or > int.MaxValue)
            return null;
        byte[] header = new byte[HeaderBytes];
        source.ReadExactly(header, "the image");
        isDeep = header.AsSpan(0, 8).SequenceEqual(Signature) && header[24] == 16;
        if (!isDeep || header[28] != 0)
            return null;
        byte[] rest = new byte[source.MostBytes - HeaderBytes];
        source.ReadExactly(rest, "the image");
        int width = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20));
        int channels = header[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return Levels(Unfiltered(path, Compressed(rest), height, width * channels * 2, channels * 2), channels);
    }

    private static MemoryStream Compressed(byte[] chunks)
    {
        MemoryStream all = new();
        for (int at = 0; at + 8 <= chunks.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(chunks.AsSpan(at));
            if (length < 0 || length > chunks.Length - at - 8)
                break;
            if (chunks.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                all.Write(chunks, at + 8, length);
            at += length + 12;
        }

        all.Position = 0;
        return all;
    }

    /// <summary>Undoes the filters of the rows: none, left, up, average, Paeth.</summary>
    private static byte[] Unfiltered(string path, MemoryStream compressed, int height, int stride, int step)
    {
        byte[] pixels = new byte[height * stride], above = new byte[stride];
        try
        {
            using ZLibStream stream = new(compressed, CompressionMode.Decompress);
            for (int row = 0; row < height; row++)
            {
                int filter = stream.ReadByte();
                Span<byte> line = pixels.AsSpan(row * stride, stride);
                stream.ReadExactly(line);
                for (int i = 0; i < stride; i++)
                {
                    int left = i < step ? 0 : line[i - step], up = above[i], corner = i < step ? 0 : above[i - step];
                    line[i] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
                }

                line.CopyTo(above);
            }

            return pixels;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new DataFileException(path, $"is a damaged or truncated image: {error.Message} Fetch the file again, or remove it.", inner: error);
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner, a = Math.Abs(estimate - left), b = Math.Abs(estimate - up), c = Math.Abs(estimate - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    /// <summary>Returns the luma of the colors over white, as <see cref="GrayLevels"/> does for 8 bits.</summary>
    private static ushort[] Levels(byte[] pixels, int channels)
    {
        ushort[] levels = new ushort[pixels.Length / (2 * channels)];
        for (int i = 0; i < levels.Length; i++)
        {
            ReadOnlySpan<byte> pixel = pixels.AsSpan(i * 2 * channels);
            long first = Channel(pixel, 0), gray = channels >= 3 ? ((299 * first) + (587 * Channel(pixel, 1)) + (114 * Channel(pixel, 2)) + 500) / 1000 : first;
            long alpha = channels is 2 or 4 ? Channel(pixel, channels - 1) : ushort.MaxValue;
            levels[i] = (ushort)(((gray * alpha) + (ushort.MaxValue * (ushort.MaxValue - alpha)) + (ushort.MaxValue / 2)) / ushort.MaxValue);
        }

        return levels;
    }

    private static long Channel(ReadOnlySpan<byte> pixel, int channel) => BinaryPrimitives.ReadUInt16BigEndian(pixel[(2 * channel)..]);
}
