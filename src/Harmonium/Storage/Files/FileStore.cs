namespace Harmonium.Storage.Files;

/// <summary>
/// The few things that models, checkpoints and runs ask of a disk: the seam at which tests let the n-th call fail or cut the power.
/// The members that are to be overridden do one call each and throw what the operating system says
/// (<see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>); those built on them throw <see cref="StorageException"/>.
/// </summary>
public abstract class FileStore
{
    /// <summary>What a file is called while it is being written, beside its target: the target's name and this.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>The disks of this machine.</summary>
    public static FileStore Disk { get; } = new DiskFileStore();

    /// <summary>Opens an existing file for reading; the stream can seek.</summary>
    public abstract Stream OpenRead(string path);

    /// <summary>Makes an empty file for writing; one that stood there, or a link, is removed first, so that no link is followed.</summary>
    public abstract Stream Create(string path);

    /// <summary>Opens a file for appending after its first <paramref name="length"/> bytes and cuts off the rest; makes it if there is none.</summary>
    public abstract Stream OpenAppend(string path, long length);

    /// <summary>Waits until what was written to a stream of this store has reached the disk itself.</summary>
    public abstract void FlushToDisk(Stream file);

    /// <summary>Renames a file over another in one step that is seen whole or not at all.</summary>
    public abstract void Rename(string from, string to);

    /// <summary>Waits until the names in a folder (new, renamed, deleted) have reached the disk; nothing to do on Windows.</summary>
    public abstract void SyncFolder(string folder);

    /// <summary>Removes a file; nothing happens where there is none.</summary>
    public abstract void Delete(string path);

    /// <summary>Makes one folder whose parent exists; nothing happens where it exists.</summary>
    public abstract void CreateFolder(string path);

    /// <summary>The names of the files and folders in a folder, in ordinal order; none where there is no such folder.</summary>
    public abstract IReadOnlyList<string> List(string folder);

    /// <summary>Whether there is a file, a link to one included.</summary>
    public abstract bool FileExists(string path);

    /// <summary>Whether there is a folder.</summary>
    public abstract bool FolderExists(string path);

    /// <summary>Whether a path is a symbolic link, or on Windows any reparse point.</summary>
    public abstract bool IsLink(string path);

    /// <summary>
    /// Holds a file (made where there is none) for this process alone until the result is disposed or the process ends, however it ends;
    /// null where somebody holds it already.
    /// </summary>
    public abstract IDisposable? TryLock(string path);

    /// <summary>
    /// Puts a file in place of another so that a reader, at any moment and after any crash or power cut, finds the old one whole or the
    /// new one whole: written beside it, flushed to disk, renamed over it, the folder synced. When this returns, the new file is safe.
    /// </summary>
    /// <param name="path">The file to be replaced or made.</param>
    /// <param name="write">Writes the new content.</param>
    /// <exception cref="StorageException">The disk is full, read-only, or failed; what stood there before is untouched.</exception>
    public void Replace(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string temporary = path + TemporarySuffix;
        bool renamed = false;
        try
        {
            using (Stream file = Create(temporary))
            {
                write(file);
                FlushToDisk(file);
            }

            Rename(temporary, path);
            renamed = true;
            SyncFolder(FolderOf(path));
        }
        catch (Exception exception)
        {
            if (!renamed)
                DeleteQuietly(temporary); // on a full disk it would keep the space that the next attempt needs
            if (StorageException.IsDiskTrouble(exception))
                throw StorageException.While("write", path, exception);
            throw;
        }
    }

    /// <summary>The whole of a small file.</summary>
    /// <exception cref="StorageException">There is no such file, it cannot be read, or it is larger than <paramref name="maximumBytes"/>.</exception>
    public byte[] ReadAll(string path, int maximumBytes)
    {
        try
        {
            using Stream file = OpenRead(path);
            if (file.Length > maximumBytes)
                throw new StorageException(path,
                    $"{Quotation.Of(path)} has {file.Length} bytes, where at most {maximumBytes} are expected. It is not a file of a run.");
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("read", path, exception);
        }
    }

    /// <summary>Makes a folder and those above it that are missing, safe from a power cut when this returns.</summary>
    /// <exception cref="StorageException">A folder cannot be made.</exception>
    public void CreateFolders(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            string whole = Path.GetFullPath(path);
            Stack<string> missing = new();
            for (string? folder = whole; folder is not null && !FolderExists(folder); folder = Path.GetDirectoryName(folder))
                missing.Push(folder);
            foreach (string folder in missing)
            {
                CreateFolder(folder);
                SyncFolder(FolderOf(folder));
            }
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("make the folder", path, exception);
        }
    }

    /// <summary>Removes what an interrupted <see cref="Replace"/> left in a folder; only for a folder that nobody else writes to.</summary>
    /// <exception cref="StorageException">A leftover cannot be removed.</exception>
    public void DeleteLeftovers(string folder)
    {
        try
        {
            foreach (string path in List(folder).Select(name => Path.Combine(folder, name)))
            {
                if (path.EndsWith(TemporarySuffix, StringComparison.Ordinal) && FileExists(path))
                    Delete(path);
            }
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("clear leftovers in", folder, exception);
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;

    private void DeleteQuietly(string path)
    {
        try
        {
            Delete(path);
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            // The first error is the one to report; the next start removes what is left.
        }
    }
}
