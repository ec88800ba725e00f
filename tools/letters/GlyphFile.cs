using System.Buffers.Binary;
using System.IO.Compression;

namespace Harmonium.Tools.Letters;

/// <summary>Writes the letters of all faces as a compressed IDX file of unsigned bytes, [faces, letters, rows, columns].</summary>
internal static class GlyphFile
{
    private const byte UnsignedBytes = 8;

    public static void Write(string path, IReadOnlyList<byte[]> faces)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.SmallestSize);
        int[] shape = [faces.Count, GlyphPainter.Letters, GlyphPainter.Size, GlyphPainter.Size];
        byte[] header = new byte[4 + (4 * shape.Length)];
        header[2] = UnsignedBytes;
        header[3] = (byte)shape.Length;
        for (int i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), shape[i]);
        file.Write(header);
        foreach (byte[] face in faces)
            file.Write(face);
    }
}
