using System.Buffers.Binary;
using System.IO.Compression;

namespace Harmonium.Data.Streams;

/// <summary>The content of a data file, decompressed if it is gzip. Enforces the size limit and reports failures as <see cref="DataFileException"/>.</summary>
internal sealed class ByteSource : IDisposable
{
    /// <summary>Deflate produces at most 1032 bytes per byte (its longest match, 258 bytes, from two bits).</summary>
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

    /// <summary>The name of the source in errors.</summary>
    internal string Name { get; }

    /// <summary>The number of bytes read.</summary>
    internal long Position { get; private set; }

    /// <summary>An upper bound on the total number of bytes; exact for plain files.</summary>
    internal long MostBytes { get; }

    /// <summary>Opens a plain or gzip file, distinguished by its first bytes.</summary>
    internal static ByteSource Open(string path, DataLimits limits) => Open(path, limits, unpack: true);

    /// <summary>Opens a file without decompression, whatever it contains.</summary>
    internal static ByteSource OpenPlain(string path, DataLimits limits) => Open(path, limits, unpack: false);

    /// <summary>Creates a source for the content of an archive entry. At most <paramref name="limit"/> bytes may be read.</summary>
    internal static ByteSource Over(string name, Stream content, long size, long limit) => new(name, content, size, limit, null);

    /// <summary>Reads the available bytes, up to the length of the span.</summary>
    internal int Read(Span<byte> into)
    {
        try
        {
            int read = _content.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
            Position += read;
            if (Position > _limit)
                throw new DataFileException(Name,
                    $"exceeds the limit of {_limit} decompressed bytes. Raise the limit if the file is trusted, or split the data.");
            if (read < into.Length)
                RequireWholeGzip();
            return read;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new DataFileException(Name, $"is damaged: decompression failed after {Position} bytes. Fetch the file again.", inner: error);
        }
    }

    /// <summary>Fills the span. Throws if the source ends before.</summary>
    internal void ReadExactly(Span<byte> into, string what)
    {
        int read = Read(into);
        if (read < into.Length)
            throw new DataFileException(Name, $"ends after {Position} bytes, inside {what}, which needs {into.Length - read} more. Fetch the file again.");
    }

    /// <summary>Throws if the source continues after the expected content.</summary>
    internal void RequireEnd()
    {
        Span<byte> one = stackalloc byte[1];
        if (Read(one) > 0)
            throw new DataFileException(Name, $"continues after the {Position - 1} bytes that its header declares. Fetch the file again.");
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

    /// <summary>Returns the path if it is that of a nonempty file. Pipes and devices report no length, and opening them could block.</summary>
    private static string RequireFile(string path)
    {
        if (path.Contains('\0'))
            throw new DataFileException(path.Replace("\0", "\\0"), "is not a path: it contains a NUL character.");
        if (Directory.Exists(path))
            throw new DataFileException(path, "is a folder; a file was expected.");
        FileInfo file = new(path);
        if (!file.Exists)
            throw new DataFileException(path, "does not exist. Check the name and the folder.");
        if (file.LinkTarget is null ? file.Length == 0 : file.ResolveLinkTarget(returnFinalTarget: true) is not FileInfo { Exists: true, Length: > 0 })
            throw new DataFileException(path, "is empty or not a regular file.");
        return path;
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> head = stackalloc byte[2];
        int read = file.ReadAtLeast(head, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && head is [0x1F, 0x8B];
    }

    /// <summary>Returns the length modulo 2³² that a gzip file declares in its last four bytes (RFC 1952).</summary>
    private static uint StatedSize(FileStream file)
    {
        Span<byte> word = stackalloc byte[4];
        file.Seek(-Math.Min(4, file.Length), SeekOrigin.End);
        file.ReadExactly(word);
        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }

    /// <summary>Checks the declared length: the platform's decompressor accepts a stream truncated before its checksum, or with bytes after it.</summary>
    private void RequireWholeGzip()
    {
        if (_statedSize is uint stated && stated != (uint)Position)
        {
            throw new DataFileException(
                Name, $"decompresses to {Position} bytes, but declares {stated}: it is truncated, or there are bytes after its end. Fetch the file again, or " +
                    "decompress and compress it again.");
        }
    }
}
