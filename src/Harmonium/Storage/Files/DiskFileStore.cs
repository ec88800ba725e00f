namespace Harmonium.Storage.Files;

/// <summary>The disks of this computer. Writes are unbuffered, so that a full disk is detected at the write.</summary>
internal sealed class DiskFileStore : FileStore
{
    public override Stream OpenRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

    public override Stream Create(string path)
    {
        File.Delete(path);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
    }

    public override Stream OpenAppend(string path, long length)
    {
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 1);
        if (file.Length > length)
            file.SetLength(length);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    public override void FlushToDisk(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    public override void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public override void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsWindows())
            UnixFolder.Sync(folder);
    }

    public override void Delete(string path) => File.Delete(path);

    public override void CreateFolder(string path) => Directory.CreateDirectory(path);

    public override IReadOnlyList<string> List(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    public override bool FileExists(string path) => File.Exists(path);

    public override bool FolderExists(string path) => Directory.Exists(path);

    public override bool IsLink(string path) => new FileInfo(path) is { LinkTarget: not null }
        || (Path.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint));

    /// <summary>FileShare.None uses flock(2) on Unix and the share mode on Windows. Both end with the process, even after kill -9 or a power failure.</summary>
    public override IDisposable? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException exception) when (SystemError.IsHeldByAnother(exception))
        {
            return null;
        }
    }
}
