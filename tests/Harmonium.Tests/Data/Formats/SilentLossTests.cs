using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Harmonium.Data;
using Harmonium.Data.Text;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data.Formats;

/// <summary>Data of which a part could be lost: it is read, or a notice with counts says what was left out.</summary>
public sealed class SilentLossTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Texts_with_md_with_txt_and_without_extension_are_all_read()
    {
        foreach (string name in (string[])["c0/00", "c0/01.md", "c0/02.txt", "c1/00", "c1/01.md", "c1/02.txt"])
            _folder.Write(name, $"some words of {name[..2]}");

        Dataset data = Open(_folder.Path);

        Assert.Equal([0, 0, 0, 1, 1, 1], data.Labels!);
        Assert.Empty(data.Notices);
    }

    [Fact]
    public void Texts_without_extension_are_read_and_a_binary_file_among_them_is_counted()
    {
        _folder.Write("c0/50000", "one two");
        _folder.Write("c1/50001", "two three");
        _folder.Write("c1/cache", [1, 0, 2]);
        _folder.Write("README", "about the folders");

        Dataset data = Open(_folder.Path);

        Assert.Equal(["c0", "c1"], data.ClassNames!);
        Assert.Equal(2, data.Count);
        Assert.StartsWith("2 entries of the folder were left out", Assert.Single(data.Notices));
    }

    [Fact]
    public void A_folder_of_links_says_how_many_were_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        string image = _folder.Write("real/a.png", ImageFolderFormatTests.Encode(ImageFolderFormatTests.Gray(1, 1, 10)));
        Directory.CreateDirectory(_folder.At("links"));
        File.CreateSymbolicLink(_folder.At("links/a.png"), image);
        File.CreateSymbolicLink(_folder.At("links/b.png"), image);

        string message = Refused(_folder.At("links")).Message;

        Assert.Contains("2 entries of the folder were skipped", message);
        Assert.Contains("Links are not followed", message);
    }

    [Fact]
    public void A_link_next_to_texts_is_counted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        string text = _folder.Write("texts/a.txt", "one two");
        File.CreateSymbolicLink(_folder.At("texts/b.txt"), text);

        Assert.StartsWith("1 entries", Assert.Single(Open(_folder.At("texts")).Notices));
    }

    [Theory]
    [InlineData(4095, true)]
    [InlineData(255, true)]
    [InlineData(65535, false)]
    public void Images_of_16_bits_keep_their_levels(int largest, bool isDark)
    {
        ushort[] levels = [0, 1, (ushort)(largest / 3), (ushort)largest, 7, 8];
        for (int filter = 0; filter <= 4; filter++)
            _folder.Write($"{filter}.png", Png(2, 3, 0, levels, (byte)filter));

        Dataset data = Open(_folder.Path), raw = Open(_folder.Path, new DataOptions { Scale = 1 });

        for (int image = 0; image < 5; image++)
        {
            Assert.Equal(levels.Select(level => (float)level), All(raw).AsSpan(6 * image, 6).ToArray());
            Assert.Equal(levels.Select(level => level / 65535f), All(data).AsSpan(6 * image, 6).ToArray(), (x, y) => Math.Abs(x - y) < 1e-7f);
        }

        string notice = Assert.Single(data.Notices);
        Assert.StartsWith($"The levels of images with 16 bits per channel, at most {largest}, are divided by 65535", notice);
        Assert.Equal(isDark, notice.Contains("--scale"));
        if (isDark)
        {
            float advised = float.Parse(notice[(notice.IndexOf("--scale ", StringComparison.Ordinal) + 8)..^1], CultureInfo.InvariantCulture);
            Assert.InRange(All(Open(_folder.Path, new DataOptions { Scale = advised })).Max(), 0.9999f, 1f);
        }
    }

    [Fact]
    public void Images_of_8_and_16_bits_have_the_same_white_and_colors_and_transparency_are_drawn_as_for_8_bits()
    {
        _folder.Write("a.png", ImageFolderFormatTests.Encode(ImageFolderFormatTests.Gray(1, 2, 0, 255)));
        _folder.Write("b.png", Png(1, 2, 2, [65535, 0, 0, 65535, 65535, 65535]));
        _folder.Write("c.png", Png(1, 2, 4, [0, 0, 30000, 65535]));

        Assert.Equal([0, 1, 0.299f, 1, 1, 30000 / 65535f], All(Open(_folder.Path)), (x, y) => Math.Abs(x - y) < 1e-5f);
    }

    [Fact]
    public void Images_of_16_bits_that_are_resized_say_that_they_lost_bits()
    {
        _folder.Write("a.png", Png(2, 2, 0, [1, 2, 3, 4]));
        Assert.Contains(Open(_folder.Path, new DataOptions { Size = new ImageSize(1, 1) }).Notices, notice => notice.Contains("were read with 8"));
    }

    [Fact]
    public void NUL_characters_of_a_text_are_left_out_and_counted()
    {
        string path = _folder.Write("nul.txt", "hello\0\0 world");

        CharacterText text = CharacterText.Read(path);

        Assert.Equal("hello world".Length, text.Codes.Length);
        Assert.DoesNotContain('\0', text.Alphabet.ToString());
        Assert.StartsWith("2 of 13 characters are NUL", Assert.Single(text.Notices));
        Assert.Contains("only NUL", Assert.Throws<DataFileException>(() => CharacterText.Read(_folder.Write("all.txt", "\0\0"))).Message);
    }

    [Theory]
    [InlineData("csr", "indptr", "000000000200000003000000", "indices", "000000000200000001000000")]
    [InlineData("csc", "indptr", "00000000010000000200000003000000", "indices", "000000000100000000000000")]
    [InlineData("coo", "row", "000000000100000000000000", "col", "000000000100000002000000")]
    public void A_sparse_matrix_of_SciPy_is_read(string format, string first, string firstValues, string second, string secondValues)
    {
        // [[1, 0, 2], [0, 3, 0]]
        string data = format == "csr" ? "0000803F0000004000004040" : "0000803F0000404000000040";
        string Ints(string values) => $"{{'descr': '<i4', 'fortran_order': False, 'shape': ({values.Length / 8},), }}";
        string path = _folder.Write("m.npz", NpzFormatTests.Zip(CompressionLevel.Fastest,
            ("format.npy", NpyFormatTests.Npy("{'descr': '|S3', 'fortran_order': False, 'shape': (), }",
                Convert.ToHexString(Encoding.ASCII.GetBytes(format)))),
            ("shape.npy", NpyFormatTests.Npy("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }", "02000000000000000300000000000000")),
            ("data.npy", NpyFormatTests.Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", data)),
            ($"{first}.npy", NpyFormatTests.Npy(Ints(firstValues), firstValues)), ($"{second}.npy", NpyFormatTests.Npy(Ints(secondValues), secondValues))));

        Dataset read = Open(path);

        Assert.Equal([1f, 0, 2, 0, 3, 0], All(read));
        Assert.Equal([2f, 0, 4, 0, 6, 0], All(Open(path, new DataOptions { Scale = 2 })));
        Assert.StartsWith($"A sparse matrix of SciPy ({format}): 2 × 3 with 3 stored values", Assert.Single(read.Notices));
    }

    /// <summary>Writes a PNG image with 16 bits per channel, and one filter for all rows.</summary>
    private static byte[] Png(int height, int width, byte colors, ushort[] levels, byte filter = 0)
    {
        int channels = levels.Length / (height * width), step = 2 * channels, stride = width * step;
        byte[] pixels = new byte[2 * levels.Length];
        foreach ((int i, ushort level) in levels.Index())
            BinaryPrimitives.WriteUInt16BigEndian(pixels.AsSpan(2 * i), level);
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                zlib.WriteByte(filter);
                for (int i = 0; i < stride; i++)
                {
                    int At(int r, int c) => r < 0 || c < 0 ? 0 : pixels[(r * stride) + c];
                    int left = At(row, i - step), up = At(row - 1, i), corner = i < step ? 0 : At(row - 1, i - step), guess = left + up - corner;
                    int[] near = [Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner)];
                    int paeth = near[0] <= near[1] && near[0] <= near[2] ? left : near[1] <= near[2] ? up : corner;
                    zlib.WriteByte((byte)(At(row, i) - (filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => paeth, _ => 0 })));
                }
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (16, colors);
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        uint crc = uint.MaxValue;
        foreach (byte x in chunk.AsSpan(4, data.Length + 4))
        {
            crc ^= x;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), ~crc);
        return chunk;
    }
}
