using System.Buffers.Binary;
using Harmonium.Data;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data.Formats;

public sealed class IdxFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<byte, byte[], float[]> EveryKind => new()
    {
        { 0x08, [0, 1, 128, 255], [0, 1 / 255f, 128 * (1 / 255f), 1] },
        { 0x09, [0, 1, 0x80, 0xFF], [0, 1, -128, -1] },
        { 0x0B, [0, 7, 0xFF, 0xFE, 0x7F, 0xFF, 0x80, 0], [7, -2, 32767, -32768] },
        { 0x0C, [0, 0, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 3, 0, 0, 0, 4], [256, -1, 3, 4] },
        { 0x0D, [.. BigEndian(1.5f), .. BigEndian(-0f), .. BigEndian(float.MaxValue), .. BigEndian(1e-40f)], [1.5f, -0f, float.MaxValue, 1e-40f] },
        { 0x0E, [.. BigEndian(0.1), .. BigEndian(-2.0), .. BigEndian(1e-300), .. BigEndian(1e30)], [0.1f, -2, 0, 1e30f] },
    };

    [Theory, MemberData(nameof(EveryKind))]
    public void Every_kind_of_number_is_read_plain_and_packed(byte kind, byte[] values, float[] expected)
    {
        byte[] file = Idx(kind, values, 2, 2);

        Assert.Equal(expected, All(Open(_folder.Write("a.idx", file))));
        Assert.Equal(expected, All(Open(_folder.Write("b.idx.gz", TemporaryFolder.Gzip(file)))));
        Assert.Equal(expected, All(Open(_folder.Write("packed-without-saying-so.idx", TemporaryFolder.Gzip(file)))));
    }

    [Fact]
    public void Three_dimensions_are_images_with_the_labels_beside_them()
    {
        string images = _folder.Write("my-images-idx3-ubyte.gz", TemporaryFolder.Gzip(Idx(0x08, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, 3, 2)));
        _folder.Write("my-labels-idx1-ubyte.gz", TemporaryFolder.Gzip(Idx(0x08, [7, 3], 2)));

        Dataset data = Open(images, new DataOptions { Scale = 1 });

        Assert.Equal(ItemShape.Image(3, 2), data.Shape);
        Assert.Equal(["7", "3"], data.LabelNames!);
        Assert.Equal([7f, 8, 9, 10, 11, 12], data.Examples.Rows([1]).AsSpan().ToArray());
        Assert.Contains(data.Notices, notice => notice.Contains("my-labels-idx1-ubyte.gz"));
    }

    [Fact]
    public void Bytes_of_only_0_and_1_stay_what_they_are() =>
        Assert.Equal([0f, 1, 1, 0], All(Open(_folder.Write("a.idx", Idx(0x08, [0, 1, 1, 0], 2, 2)))));

    [Fact]
    public void Labels_of_another_number_are_refused()
    {
        string images = _folder.Write("x-images-idx3-ubyte", Idx(0x08, [1, 2], 2, 1, 1));
        _folder.Write("x-labels-idx1-ubyte", Idx(0x08, [7, 3, 1], 3));

        Assert.Contains("3 labels", Assert.Throws<DataFileException>(() => Open(images)).Message);
    }

    [Theory]
    [InlineData("00000803", "ends after 4 bytes")]
    [InlineData("0000", "ends after 2 bytes")]
    [InlineData("01000802000000010000000105", "starts with the bytes 01000802")]
    [InlineData("00000A02000000010000000105", "number type 0x0A")]
    [InlineData("00000800", "0 dimensions")]
    [InlineData("00000805000000010000000100000001000000010000000105", "5 dimensions")]
    [InlineData("00000802FFFFFFFF0000000105", "-1 as dimension")]
    [InlineData("00000802000000000000000105", "contains no values")]
    [InlineData("000008020000000200000002010203", "at most 3 can follow")]
    [InlineData("00000802000000020000000201020304FF", "continues")]
    [InlineData("000008027FFFFFFF7FFFFFFF0102", "limit")]
    [InlineData("000008047FFFFFFF7FFFFFFF7FFFFFFF7FFFFFFF0102", "limit")]
    [InlineData("0000080201312D000000020001", "at most 1 can follow")]
    [InlineData("00000D0200000001000000017FC00000", "NaN")]
    [InlineData("00000E02000000010000000152D3A59DD9C73000", "too large for float32")]
    [InlineData("000008010000000105", "labels")]
    public void Errors_are_reported(string hexadecimal, string said)
    {
        byte[] file = Convert.FromHexString(hexadecimal);
        if (hexadecimal == "000008010000000105")
            said = "is expected";

        Assert.Contains(said, Refused(_folder.Write("bad.idx", file)).Message);
    }

    [Theory]
    [InlineData("000008020000000200000002010203", "is truncated|inside its values|ends after")]
    [InlineData("00000802000000020000000201020304FF", "continues")]
    [InlineData("000008020012000000001000010203", "but at most|limit")]
    public void Errors_of_compressed_files_are_reported(string hexadecimal, string said)
    {
        string message = Refused(_folder.Write("bad.idx.gz", TemporaryFolder.Gzip(Convert.FromHexString(hexadecimal)))).Message;

        Assert.Contains(said.Split('|'), part => message.Contains(part));
    }

    [Fact]
    public void A_packed_file_cut_anywhere_is_refused()
    {
        byte[] packed = TemporaryFolder.Gzip(Idx(0x08, [.. Enumerable.Range(0, 100).Select(i => (byte)(i * i))], 10, 10));
        for (int length = 0; length < packed.Length; length++)
            Refused(_folder.Write("cut.idx.gz", packed.AsSpan(0, length)));
    }

    [Fact]
    public void A_packed_file_with_bytes_after_its_end_is_refused()
    {
        byte[] packed = TemporaryFolder.Gzip(Idx(0x08, [1, 2, 3, 4], 2, 2));

        Assert.Contains("after its end", Refused(_folder.Write("long.idx.gz", [.. packed, 1, 2, 3, 4, 5])).Message);
    }

    [Fact]
    public void Limits_are_exact()
    {
        string path = _folder.Write("a.idx", Idx(0x08, new byte[12], 3, 4));

        Assert.Equal(3, Open(path, limits: new DataLimits { MaximumRows = 3, MaximumColumns = 4, MaximumBytes = 24 }).Count);
        Assert.Contains("3 examples; the limit is 2", Refused(path, limits: new DataLimits { MaximumRows = 2 }).Message);
        Assert.Contains("4 values per example; the limit is 3", Refused(path, limits: new DataLimits { MaximumColumns = 3 }).Message);
        Assert.Contains("limit of 23 decompressed bytes", Refused(path, limits: new DataLimits { MaximumBytes = 23 }).Message);
    }

    [Fact]
    public void A_gzip_bomb_stops_at_what_its_header_announces()
    {
        byte[] header = Idx(0x08, [], 2, 2);
        byte[] bomb = TemporaryFolder.Gzip([.. header, .. new byte[50_000_000]]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("continues after", Refused(_folder.Write("bomb.idx.gz", bomb)).Message);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void A_claim_allocates_little_before_its_bytes_arrive()
    {
        // The header declares 64 MB, just possible by the compression ratio of deflate; 4 MB are present.
        byte[] file = [.. Idx(0x08, [], 64_000, 1000), .. new byte[4_000_000]];
        byte[] packed = [.. TemporaryFolder.Gzip(file)];
        byte[] padded = [.. packed, .. new byte[70_000]];
        long before = GC.GetAllocatedBytesForCurrentThread();

        Refused(_folder.Write("claim.idx.gz", padded));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6_000_000);
    }

    [Fact]
    public void Labels_of_any_number_are_classes_if_float32_tells_them_apart()
    {
        string images = _folder.Write("x-images-idx3-ubyte", Idx(0x08, [1, 2], 2, 1, 1));
        foreach (float label in (float[])[-1, 0.5f, 65_536])
        {
            _folder.Write("x-labels-idx1-ubyte", Idx(0x0D, [.. BigEndian(0f), .. BigEndian(label)], 2));
            Assert.Equal(["0", FormattableString.Invariant($"{label}")], Open(images).LabelNames!);
        }

        _folder.Write("x-labels-idx1-ubyte", Idx(0x0D, [.. BigEndian(0f), .. BigEndian(16_777_218f)], 2));
        Assert.Contains("between -16777216 and 16777216", Assert.Throws<DataFileException>(() => Open(images)).Message);
    }

    [Theory]
    [InlineData("nothing.idx")]
    [InlineData("no\0thing.idx")]
    [InlineData("no/folder/a.idx.gz")]
    public void A_missing_file_is_a_data_error(string name) =>
        Assert.Throws<DataFileException>(() => Open(_folder.At(name)));

    [Fact]
    public void An_empty_file_and_a_folder_are_data_errors()
    {
        Assert.Contains("empty", Refused(_folder.Write("empty.idx", [])).Message);
        Directory.CreateDirectory(_folder.At("folder.idx"));
        Assert.Contains("folder", Refused(_folder.At("folder.idx")).Message);
    }

    internal static byte[] Idx(byte kind, byte[] values, params int[] shape)
    {
        List<byte> file = [0, 0, kind, (byte)shape.Length];
        foreach (int length in shape)
            file.AddRange([(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
        return [.. file, .. values];
    }

    private static byte[] BigEndian(float value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(bytes, value);
        return bytes;
    }

    private static byte[] BigEndian(double value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return bytes;
    }
}
