using System.IO.Compression;
using Harmonium.Data.Streams;

namespace Harmonium.Data.Formats;

/// <summary>The arrays of an NPZ file by name, read one at a time and never extracted to disk.</summary>
internal sealed class NpzArchive : IDisposable
{
    private readonly string _path;
    private readonly ZipArchive _archive;
    private readonly DataLimits _limits;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];
    private long _bytesRead;

    private NpzArchive(string path, ZipArchive archive, DataLimits limits)
    {
        _path = path;
        _archive = archive;
        _limits = limits;
    }

    /// <summary>Opens an archive and checks its names.</summary>
    internal static NpzArchive Open(string path, DataLimits limits)
    {
        // The path is checked as for any other file; the content is read by the archive reader.
        ByteSource.Open(path, limits).Dispose();
        NpzArchive? archive = null;
        try
        {
            archive = new NpzArchive(path, ZipFile.OpenRead(path), limits);
            archive.ReadNames();
            return archive;
        }
        catch (Exception error) when (IsDamage(error))
        {
            archive?.Dispose();
            throw Damaged(path, error);
        }
        catch (DataFileException)
        {
            archive?.Dispose();
            throw;
        }
    }

    /// <summary>Returns the first of several names that the archive has, ignoring case; null if there is none.</summary>
    internal string? Find(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            string? found = _entries.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (found is not null)
                return found;
        }

        return null;
    }

    /// <summary>The names of the arrays.</summary>
    internal IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Returns the names of the arrays, for messages.</summary>
    internal string Describe()
    {
        const int shown = 8;
        return _entries.Count == 0
            ? "no array"
            : string.Join(", ", _entries.Keys.Order(StringComparer.Ordinal).Take(shown).Select(name => Printable.Of(name))) + (_entries.Count > shown
                ? ", …" : "");
    }

    /// <summary>Reads the stored bytes of an array, at most a number.</summary>
    internal byte[] Content(string name, int most)
    {
        try
        {
            using Stream content = _entries[name].Open();
            byte[] bytes = new byte[most];
            return bytes[..content.ReadAtLeast(bytes, most, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw Damaged($"{_path}, array {name}", error);
        }
    }

    /// <summary>Reads one array.</summary>
    internal NumberArray Read(string name)
    {
        ZipArchiveEntry entry = _entries[name];
        string label = $"{_path}, array {name}";
        try
        {
            if (entry.IsEncrypted)
                throw new DataFileException(label, "is encrypted. Save the archive without a password.");
            using ChecksumStream content = new(entry.Open());
            using ByteSource source = ByteSource.Over(label, content, entry.Length, _limits.MaximumBytes - _bytesRead);
            NumberArray array = NpyFormat.ReadArray(source, _limits);
            _bytesRead += source.Position;
            if (content.Checksum != entry.Crc32)
                throw new DataFileException(label, $"has the checksum {content.Checksum:x8}; the archive declares {entry.Crc32:x8}. Fetch the file again.");
            return array;
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw Damaged(label, error);
        }
    }

    public void Dispose() => _archive.Dispose();

    private void ReadNames()
    {
        foreach (ZipArchiveEntry entry in _archive.Entries)
        {
            string name = entry.FullName;
            bool plain = name.EndsWith(".npy", StringComparison.Ordinal) && name.Length > 4 && !name.AsSpan().ContainsAny("/\\:\0");
            if (!plain)
                throw new DataFileException(_path, $"contains an entry “{Printable.Of(name)}”; only arrays with plain names ending in .npy are expected.");
            if (!_entries.TryAdd(name[..^4], entry))
                throw new DataFileException(_path, $"contains two entries “{Printable.Of(name)}”.");
        }
    }

    private static bool IsDamage(Exception error) =>
        error is InvalidDataException or IOException or NotSupportedException or UnauthorizedAccessException or ArgumentException;

    private static DataFileException Damaged(string name, Exception error) => new(name, $"is damaged or not an archive: {error.Message}", inner: error);
}
