using System.Formats.Tar;
using Harmonium.Data.Streams;

namespace Harmonium.Data.Text;

/// <summary>The documents of a tar archive, plain or gzip, read one by one and never extracted to disk.</summary>
internal static class TextArchive
{
    /// <summary>Reads an archive.</summary>
    /// <exception cref="DataFileException">The archive is damaged, exceeds a limit, or contains anything other than regular files with plain names.</exception>
    internal static TextCollection Read(string path, DataLimits limits)
    {
        TextCollection texts = new(path, limits);
        using ByteSource source = ByteSource.Open(path, limits);
        using SourceStream stream = new(source);
        try
        {
            using TarReader archive = new(stream);
            while (archive.GetNextEntry() is { } entry)
                Add(texts, path, entry, limits);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or FormatException or ArgumentException or NotSupportedException
            or OverflowException)
        {
            throw new DataFileException(path, $"is damaged or not a tar archive: {error.Message} Fetch the file again.", inner: error);
        }

        // An archive ends before its file does. The rest is read to detect a truncated file.
        byte[] rest = new byte[1 << 16];
        while (source.Read(rest) > 0)
            continue;
        return texts;
    }

    private static void Add(TextCollection texts, string path, TarEntry entry, DataLimits limits)
    {
        if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
            return;
        string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            throw new DataFileException(path, $"contains {Printable.Of(name)}, a link or a device ({entry.EntryType}); only regular files are expected.");
        if (name.AsSpan().ContainsAny("\\:\0") || name.Split('/').Any(step => step is "" or "." or ".."))
            throw new DataFileException(path,
                $"contains an entry “{Printable.Of(name)}”; only names such as class/name are expected, without .. or a leading slash.");
        if (entry.Length > limits.MaximumTextBytes)
            throw new DataFileException(path, $"contains {Printable.Of(name)} of {entry.Length} bytes; the limit for a document is {limits.MaximumTextBytes}.");
        byte[] content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        texts.Add(name, content);
    }

    /// <summary>A source as a stream for the platform's archive reader.</summary>
    private sealed class SourceStream(ByteSource source) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => source.Position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer) => source.Read(buffer);

        public override int Read(byte[] buffer, int offset, int count) => source.Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
