using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>
/// Reads and writes safetensors files: 8 bytes with the little-endian length of the header; the header, a JSON object of
/// {name: {dtype, shape, data_offsets}} and strings under "__metadata__", padded with spaces to 8 bytes; the values.
/// </summary>
internal static class SafeTensors
{
    /// <summary>The number of bytes of the header length.</summary>
    internal const int LengthBytes = 8;

    /// <summary>The key of the strings in the header.</summary>
    internal const string MetadataName = "__metadata__";

    /// <summary>The number of values that are read or written at a time.</summary>
    internal const int ChunkLength = 1 << 16;

    /// <summary>Reads a file exactly, or throws. Memory is limited to the size of the file plus 64 MB.</summary>
    /// <exception cref="StorageException">The file does not exist or cannot be read.</exception>
    /// <exception cref="ModelFileException">The file is not a safetensors file, is damaged, or exceeds a limit of the options.</exception>
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

    /// <summary>Reads a seekable stream from its start to its end. Messages use <paramref name="name"/> as its name.</summary>
    /// <exception cref="ModelFileException">The content is not safetensors, is damaged, or exceeds a limit of the options.</exception>
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
            throw new ModelFileException(name, $"it was truncated during reading, at byte {stream.Position}. Try again when no process writes to it.",
                offset: stream.Position, innerException: exception);
        }
    }

    /// <summary>Writes a file as float32, replacing an existing file. Safe from crashes and power failures. Equal content gives equal bytes.</summary>
    /// <exception cref="ArgumentException">A name or a string is not valid Unicode, a tensor is named "__metadata__", or the header exceeds the default limits
    /// of the reader.</exception>
    /// <exception cref="StorageException">The disk is full, read-only, or failed. The previous file is unchanged.</exception>
    public static void Write(string path, TensorFile content, FileStore? files = null) =>
        (files ?? FileStore.Disk).Replace(path, stream => Write(stream, content));

    /// <summary>Writes to a stream: names in ordinal order, float32, every byte determined by the content.</summary>
    /// <exception cref="ArgumentException">A name or a string is not valid Unicode, a tensor is named "__metadata__", or the header exceeds the default limits
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
