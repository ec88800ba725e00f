using System.IO.Compression;
using Harmonium.Data;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data.Formats;

/// <summary>A file with any content is read or refused with a <see cref="DataFileException"/>.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private static readonly DataLimits Small = new() { MaximumRows = 10_000, MaximumColumns = 10_000, MaximumBytes = 1 << 20, MaximumPixels = 10_000 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[]> EveryFormat()
    {
        byte[] idx = IdxFormatTests.Idx(0x0D, [.. Enumerable.Repeat((byte)0x3F, 48)], 3, 4);
        byte[] npy = NpyFormatTests.Npy("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }", string.Concat(Enumerable.Repeat("9A9999999999B93F", 6)));
        byte[] labels = NpyFormatTests.Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", "0001");
        byte[] gray = [.. Enumerable.Range(0, 64).Select(i => (byte)(i * 11))];
        return new TheoryData<string, byte[]>
        {
            { "a.idx", idx },
            { "a.idx.gz", TemporaryFolder.Gzip(idx) },
            { "a.npy", npy },
            { "a.npz", NpzFormatTests.Zip(CompressionLevel.Optimal, ("x.npy", npy), ("y.npy", labels)) },
            { "b.npz", NpzFormatTests.Zip(CompressionLevel.NoCompression, ("x.npy", npy), ("y.npy", labels)) },
            { "a.csv", [.. "\uFEFFlabel;\"size\";weight\r\n1;2.5;3\r\n0;\"4\";-5e-3\r\n"u8] },
            { "folder/a.png", ImageFolderFormatTests.Encode(ImageFolderFormatTests.Gray(8, 8, gray)) },
            { "folder/a.jpg", ImageFolderFormatTests.Encode(ImageFolderFormatTests.Gray(8, 8, gray), SkiaSharp.SKEncodedImageFormat.Jpeg) },
            { "folder/a.webp", ImageFolderFormatTests.Encode(ImageFolderFormatTests.Gray(8, 8, gray), SkiaSharp.SKEncodedImageFormat.Webp) },
        };
    }

    [Theory, MemberData(nameof(EveryFormat))]
    public void A_file_cut_anywhere_is_refused_or_read(string name, byte[] whole)
    {
        Try(name, whole, mustSucceed: true);
        for (int length = 0; length < whole.Length; length++)
            Try(name, whole.AsSpan(0, length));
    }

    [Theory, MemberData(nameof(EveryFormat))]
    public void A_file_with_changed_bits_and_bytes_is_refused_or_read(string name, byte[] whole)
    {
        // Our own linear congruential generator (Numerical Recipes): the same changes on every computer.
        uint state = 12345;
        for (int round = 0; round < 300; round++)
        {
            List<byte> changed = [.. whole];
            for (int change = 0; change <= Next(4); change++)
            {
                int at = Next(changed.Count);
                switch (Next(5))
                {
                    case 0:
                        changed[at] ^= (byte)(1 << Next(8));
                        break;
                    case 1:
                        changed[at] = (byte)Next(256);
                        break;
                    case 2:
                        changed[at] = Next(2) == 0 ? (byte)0 : (byte)255;
                        break;
                    case 3 when changed.Count > 1:
                        changed.RemoveAt(at);
                        break;
                    default:
                        changed.Insert(at, (byte)Next(256));
                        break;
                }
            }

            Try(name, [.. changed]);
        }

        int Next(int bound)
        {
            state = (state * 1664525) + 1013904223;
            return (int)((ulong)state * (uint)bound >> 32);
        }
    }

    private void Try(string name, ReadOnlySpan<byte> content, bool mustSucceed = false)
    {
        string path = _folder.Write(name, content);
        string opened = name.StartsWith("folder/") ? Path.GetDirectoryName(path)! : path;
        try
        {
            Dataset data = Open(opened, limits: Small);
            Assert.All(All(data), value => Assert.True(float.IsFinite(value)));
        }
        catch (DataFileException error) when (!mustSucceed)
        {
            Assert.StartsWith(opened, error.Message);
        }
    }
}
