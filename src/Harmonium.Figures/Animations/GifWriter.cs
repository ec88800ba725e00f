using System.Numerics;
using Harmonium.Figures.Coloring;
using Harmonium.Figures.Images;

namespace Harmonium.Figures.Animations;

/// <summary>Writes a GIF89a file: a header, a loop extension, and complete frames with the shared palette or their own.</summary>
internal sealed class GifWriter
{
    private const byte ExtensionBlock = 0x21;
    private const byte ImageBlock = 0x2C;
    private const byte Trailer = 0x3B;

    private readonly IReadOnlyList<Color> _shared;
    private readonly List<byte> _file = [];

    /// <summary>Starts a file with the size and palette of the first frame.</summary>
    internal GifWriter(IndexedImage first, bool loop)
    {
        _shared = first.Palette;
        Bytes("GIF89a"u8);
        Shorts(first.Width, first.Height);
        Bytes((byte)(0b1111_0000 | (BitsFor(_shared) - 1)), 0, 0);
        Palette(_shared);
        if (loop)
        {
            Bytes(ExtensionBlock, 0xFF, 11);
            Bytes("NETSCAPE2.0"u8);
            Bytes(3, 1, 0, 0, 0);
        }
    }

    internal void Add(IndexedImage frame, TimeSpan delay)
    {
        bool own = !frame.Palette.SequenceEqual(_shared);
        Bytes(ExtensionBlock, 0xF9, 4, 0b0000_0100);
        Shorts((int)Math.Round(delay.TotalMilliseconds / 10), 0);
        Bytes(ImageBlock);
        Shorts(0, 0, frame.Width, frame.Height);
        Bytes((byte)(own ? 0b1000_0000 | (BitsFor(frame.Palette) - 1) : 0));
        if (own)
            Palette(frame.Palette);
        Pixels(frame);
    }

    internal byte[] Finish() => [.. _file, Trailer];

    private static int BitsFor(IReadOnlyList<Color> palette) => Math.Max(1, BitOperations.Log2((uint)palette.Count - 1) + 1);

    private void Bytes(params ReadOnlySpan<byte> bytes) => _file.AddRange(bytes);

    private void Shorts(params ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers)
            Bytes((byte)number, (byte)(number >> 8));
    }

    private void Palette(IReadOnlyList<Color> palette)
    {
        for (int i = 0; i < 1 << BitsFor(palette); i++)
        {
            Color color = i < palette.Count ? palette[i] : default;
            Bytes(color.Red, color.Green, color.Blue);
        }
    }

    private void Pixels(IndexedImage frame)
    {
        int bits = Math.Max(2, BitsFor(frame.Palette));
        Bytes((byte)bits);
        foreach (byte[] block in LzwEncoder.Encode(frame.Pixels, bits).Chunk(255))
        {
            Bytes((byte)block.Length);
            Bytes(block);
        }

        Bytes(0);
    }
}
