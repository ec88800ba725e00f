using System.IO.Compression;
using Harmonium.Data;
using Harmonium.Data.Sources;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data.Formats;

public sealed class NpzFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Common_names_are_values_and_labels(CompressionLevel level)
    {
        Dataset data = Open(Write(level, ("X", Bytes(2, 2, "01020304")), ("y", Labels("0501"))));

        Assert.Equal([1f, 2, 3, 4], All(data));
        Assert.Equal(["5", "1"], data.LabelNames!);
    }

    [Fact]
    public void Parts_are_recognized()
    {
        string path = Write(
            CompressionLevel.Optimal,
            ("x_train", Bytes(2, 2, "01020304")), ("y_train", Labels("0501")), ("x_test", Bytes(1, 2, "0708")), ("y_test", Labels("03")));

        DataSplits parts = DataSource.Open(path, Nowhere, DataLimits.Default, new DataOptions());

        Assert.Equal([1f, 2, 3, 4], All(parts.Train));
        Assert.Equal([7f, 8], All(parts.Test!));
        Assert.Equal(["3"], parts.Test!.LabelNames!);
        Assert.Null(parts.Validation);
    }

    [Fact]
    public void Names_can_be_given()
    {
        string path = Write(CompressionLevel.Optimal, ("pixels", Bytes(2, 2, "01020304")), ("kinds", Labels("0501")), ("x", Bytes(1, 1, "00")));

        Dataset data = Open(path, new DataOptions { Values = "pixels", Labels = "kinds" });

        Assert.Equal([1f, 2, 3, 4], All(data));
        Assert.Equal(["5", "1"], data.LabelNames!);
        Assert.Contains("kinds, pixels, x", Refused(path, new DataOptions { Values = "picture" }).Message);
        Assert.Contains("kinds, pixels, x", Refused(path, new DataOptions { Labels = "picture" }).Message);
    }

    [Fact]
    public void An_archive_without_a_known_name_lists_its_arrays() =>
        Assert.Contains("pixels", Refused(Write(CompressionLevel.Optimal, ("pixels", Bytes(2, 2, "01020304")))).Message);

    [Theory]
    [InlineData("../x.npy")]
    [InlineData("/x.npy")]
    [InlineData("folder/x.npy")]
    [InlineData("..\\x.npy")]
    [InlineData("C:x.npy")]
    [InlineData("x.py")]
    [InlineData(".npy")]
    public void Entries_that_are_no_plain_arrays_are_refused(string name)
    {
        string path = _folder.Write("a.npz", Zip(CompressionLevel.Optimal, ("x.npy", Bytes(1, 1, "01")), (name, Bytes(1, 1, "01"))));

        Assert.Contains("plain names", Refused(path).Message);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_name_that_comes_twice_is_refused() =>
        Assert.Contains("two entries", Refused(Write(CompressionLevel.Optimal, ("x", Bytes(1, 1, "01")), ("x", Bytes(1, 1, "02")))).Message);

    [Fact]
    public void Labels_of_another_number_are_refused() =>
        Assert.Contains("1 labels for the 2 examples", Refused(Write(CompressionLevel.Optimal, ("x", Bytes(2, 1, "0102")), ("y", Labels("01")))).Message);

    [Fact]
    public void A_changed_byte_of_the_values_is_noticed_by_the_checksum()
    {
        byte[] archive = Zip(CompressionLevel.NoCompression, ("x.npy", Bytes(2, 2, "0A0B0C0D")));
        int at = archive.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x0A, 0x0B, 0x0C, 0x0D]);
        archive[at] ^= 1;

        Assert.Contains("checksum", Refused(_folder.Write("a.npz", archive)).Message);
    }

    [Fact]
    public void The_limit_of_bytes_counts_all_arrays_together()
    {
        string path = Write(CompressionLevel.Optimal, ("x", Bytes(10, 100, new string('0', 2000))), ("y", Labels(new string('0', 20))));
        long both = Bytes(10, 100, new string('0', 2000)).Length + Labels(new string('0', 20)).Length;

        Assert.Equal(10, Open(path, limits: new DataLimits { MaximumBytes = both }).Count);
        Assert.Contains("the limit", Refused(path, limits: new DataLimits { MaximumBytes = both - 1 }).Message);
    }

    [Fact]
    public void A_bomb_stops_at_what_its_header_announces()
    {
        string path = _folder.Write("a.npz", Zip(CompressionLevel.Optimal, ("x.npy", [.. Bytes(2, 2, "01020304"), .. new byte[50_000_000]])));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("continues", Refused(path).Message);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void Bytes_that_are_no_archive_are_refused() =>
        Assert.Contains("not an archive", Refused(_folder.Write("a.npz", "no archive at all"u8)).Message);

    private static byte[] Bytes(int rows, int columns, string values) =>
        NpyFormatTests.Npy($"{{'descr': '|i1', 'fortran_order': False, 'shape': ({rows}, {columns}), }}", values);

    private static byte[] Labels(string values) =>
        NpyFormatTests.Npy($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({values.Length / 2},), }}", values);

    private string Write(CompressionLevel level, params (string Name, byte[] Content)[] arrays) =>
        _folder.Write("a.npz", Zip(level, [.. arrays.Select(array => (array.Name + ".npy", array.Content))]));

    internal static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream file = new();
        using (ZipArchive archive = new(file, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }
}
