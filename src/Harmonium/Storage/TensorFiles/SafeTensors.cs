using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>
/// Reads and writes safetensors files: 8 bytes with the little-endian length of the header; the header, a JSON object of
/// {name: {dtype, shape, data_offsets}} and strings under "__metadata__", padded with spaces to 8 bytes; the numbers.
/// </summary>
public static class SafeTensors
{
    /// <summary>The bytes before the header that hold its length.</summary>
    internal const int LengthBytes = 8;

    /// <summary>The key of the header that holds strings instead of a tensor.</summary>
    internal const string MetadataName = "__metadata__";

    /// <summary>How many numbers are read or written at once.</summary>
    internal const int ChunkLength = 1 << 16;

    /// <summary>Reads a file: its exact content, or an exception; memory stays within the size of the file and 64 MB.</summary>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is not a safetensors file, it is damaged, or it passes a limit of the options.</exception>
    public static TensorFile Read(string path, SafeTensorsOptions? options = null, FileStore? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using Stream stream = (files ?? FileStore.Disk).OpenRead(path);
            return Read(stream, path, options);
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("read", path, exception);
        }
    }

    /// <summary>Reads a stream that can seek, from its start to its end; <paramref name="name"/> is what messages call it.</summary>
    /// <exception cref="ModelFileException">It is not safetensors, it is damaged, or it passes a limit of the options.</exception>
    public static TensorFile Read(Stream stream, string name, SafeTensorsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        RequireLittleEndian();
        options ??= SafeTensorsOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaximumHeaderBytes);
        try
        {
            stream.Position = 0;
            return new SafeTensorsReader(stream, name, options).Read();
        }
        catch (EndOfStreamException exception)
        {
            throw new ModelFileException(name, $"it became shorter while it was read, at byte {stream.Position}. Try again when nobody writes to it.",
                offset: stream.Position, innerException: exception);
        }
    }

    /// <summary>Writes a file in place of another, safe from crashes and power cuts, as float32; the same content always gives the same bytes.</summary>
    /// <exception cref="ArgumentException">A name or a string is not valid Unicode, a tensor is called "__metadata__", or the header passes the default limits
    /// of the reader.</exception>
    /// <exception cref="StorageException">The disk is full, read-only, or failed; the old file is untouched.</exception>
    public static void Write(string path, TensorFile content, FileStore? files = null) =>
        (files ?? FileStore.Disk).Replace(path, stream => Write(stream, content));

    /// <summary>Writes to a stream: names in ordinal order, float32, no byte that is not determined by the content.</summary>
    /// <exception cref="ArgumentException">A name or a string is not valid Unicode, a tensor is called "__metadata__", or the header passes the default limits
    /// of the reader.</exception>
    public static void Write(Stream stream, TensorFile content)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(content);
        RequireLittleEndian();
        SafeTensorsWriter.Write(stream, content);
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("safetensors files are read and written on little-endian processors only.");
    }
}
