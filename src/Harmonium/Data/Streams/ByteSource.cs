using System.Buffers.Binary;
using System.IO.Compression;

namespace Harmonium.Data.Streams;

/// <summary>The content of a data file, unpacked when it is gzip, with its limit kept and every failure told as a <see cref="DataFileException"/>.</summary>
internal sealed class ByteSource : IDisposable
{
    /// <summary>Deflate cannot make more than 1032 bytes of one (its longest match, 258 bytes, from two bits).</summary>
    private const long MaximumDeflateRatio = 1032;

    private readonly Stream _content;
    private readonly long _limit;
    private readonly uint? _statedSize;

    private ByteSource(string name, Stream content, long mostBytes, long limit, uint? statedSize)
    {
        Name = name;
        _content = content;
        MostBytes = mostBytes;
        _limit = limit;
        _statedSize = statedSize;
    }

    /// <summary>What errors call it.</summary>
    internal string Name { get; }

    /// <summary>How many bytes were read.</summary>
    internal long Position { get; private set; }

    /// <summary>The most bytes that there can be in all; exact for plain files.</summary>
    internal long MostBytes { get; }

    /// <summary>Opens a file, plain or gzip, told apart by its first bytes.</summary>
    internal static ByteSource Open(string path, DataLimits limits) => Open(path, limits, unpack: true);

    /// <summary>Opens a file as it is, whatever it contains.</summary>
    internal static ByteSource OpenPlain(string path, DataLimits limits) => Open(path, limits, unpack: false);

    /// <summary>A source over the content of an archive's entry, of which at most <paramref name="limit"/> bytes may be read.</summary>
    internal static ByteSource Over(string name, Stream content, long size, long limit) => new(name, content, size, limit, null);

    /// <summary>Reads as many bytes as there are, up to the length of the span.</summary>
    internal int Read(Span<byte> into)
    {
        try
        {
            int read = _content.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
            Position += read;
            if (Position > _limit)
                throw new DataFileException(Name,
                    $"holds more than {_limit} bytes once unpacked, the limit. Raise the limit if the file is trusted, or cut the data into parts.");
            if (read < into.Length)
                RequireWholeGzip();
            return read;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new DataFileException(Name, $"is damaged: unpacking failed after {Position} bytes. Fetch the file again.", inner: error);
        }
    }

    /// <summary>Fills the span; a source that ends before is refused.</summary>
    internal void ReadExactly(Span<byte> into, string what)
    {
        int read = Read(into);
        if (read < into.Length)
            throw new DataFileException(Name, $"ends after {Position} bytes, inside {what}, which needs {into.Length - read} more. Fetch the file again.");
    }

    /// <summary>Refuses a source that goes on after what was expected.</summary>
    internal void RequireEnd()
    {
        Span<byte> one = stackalloc byte[1];
        if (Read(one) > 0)
            throw new DataFileException(Name, $"goes on after the {Position - 1} bytes that its header announces. Fetch the file again.");
    }

    public void Dispose() => _content.Dispose();

    private static ByteSource Open(string path, DataLimits limits, bool unpack)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(RequireFile(path), FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!unpack || !IsGzip(file))
                return new ByteSource(path, file, file.Length, limits.MaximumBytes, null);
            uint size = StatedSize(file);
            file.Position = 0;
            return new ByteSource(path, new GZipStream(file, CompressionMode.Decompress), checked(file.Length * MaximumDeflateRatio),
                limits.MaximumBytes, size);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            file?.Dispose();
            throw new DataFileException(path, $"cannot be read: {error.Message}", inner: error);
        }
    }

    /// <summary>The path, if it is that of a file with something in it. Pipes and devices report no length, and opening them could block.</summary>
    private static string RequireFile(string path)
    {
        if (path.Contains('\0'))
            throw new DataFileException(path.Replace("\0", "\\0"), "is no path: it contains a NUL character.");
        if (Directory.Exists(path))
            throw new DataFileException(path, "is a folder; a file was expected.");
        FileInfo file = new(path);
        if (!file.Exists)
            throw new DataFileException(path, "does not exist. Check the name and the folder.");
        if (file.LinkTarget is null ? file.Length == 0 : file.ResolveLinkTarget(returnFinalTarget: true) is not FileInfo { Exists: true, Length: > 0 })
            throw new DataFileException(path, "is empty or not a plain file.");
        return path;
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> head = stackalloc byte[2];
        int read = file.ReadAtLeast(head, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && head is [0x1F, 0x8B];
    }

    /// <summary>The length modulo 2³² that a gzip file states in its last four bytes (RFC 1952).</summary>
    private static uint StatedSize(FileStream file)
    {
        Span<byte> word = stackalloc byte[4];
        file.Seek(-Math.Min(4, file.Length), SeekOrigin.End);
        file.ReadExactly(word);
        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }

    /// <summary>The platform's unpacker takes a stream cut off before its checksum, or with bytes after it, for whole: the stated length tells.</summary>
    private void RequireWholeGzip()
    {
        if (_statedSize is uint stated && stated != (uint)Position)
        {
            throw new DataFileException(
                Name, $"unpacks to {Position} bytes, but its end states {stated}: it is cut off, or there are bytes after its end. Fetch the file again, or " +
                    "unpack it and pack it anew.");
        }
    }
}
