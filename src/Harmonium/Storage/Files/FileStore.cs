namespace Harmonium.Storage.Files;

/// <summary>
/// The file operations of models, checkpoints and runs. Tests replace them to simulate failures of the n-th call and power failures.
/// The abstract members make one call each and throw the exceptions of the operating system
/// (<see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>); the members based on them throw <see cref="StorageException"/>.
/// </summary>
internal abstract class FileStore
{
    /// <summary>The suffix of a file while it is being written, next to its target.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>The disks of this computer.</summary>
    public static FileStore Disk { get; } = new DiskFileStore();

    /// <summary>Opens an existing file for reading. The stream can seek.</summary>
    public abstract Stream OpenRead(string path);

    /// <summary>Creates an empty file for writing. An existing file or link is removed first, so that no link is followed.</summary>
    public abstract Stream Create(string path);

    /// <summary>Opens a file for appending after its first <paramref name="length"/> bytes and truncates the rest. Creates it if it does not exist.</summary>
    public abstract Stream OpenAppend(string path, long length);

    /// <summary>Waits until the data written to a stream of this store are on disk.</summary>
    public abstract void FlushToDisk(Stream file);

    /// <summary>Renames a file over another atomically.</summary>
    public abstract void Rename(string from, string to);

    /// <summary>Waits until changes of the names in a folder (new, renamed, deleted) are on disk. Does nothing on Windows.</summary>
    public abstract void SyncFolder(string folder);

    /// <summary>Deletes a file. Does nothing if it does not exist.</summary>
    public abstract void Delete(string path);

    /// <summary>Creates a folder in an existing folder. Does nothing if it exists.</summary>
    public abstract void CreateFolder(string path);

    /// <summary>Returns the names of the files and folders in a folder, in ordinal order; none if the folder does not exist.</summary>
    public abstract IReadOnlyList<string> List(string folder);

    /// <summary>Returns true if a file, or a link to a file, exists.</summary>
    public abstract bool FileExists(string path);

    /// <summary>Returns true if a folder exists.</summary>
    public abstract bool FolderExists(string path);

    /// <summary>Returns true if a path is a symbolic link, or any reparse point on Windows.</summary>
    public abstract bool IsLink(string path);

    /// <summary>
    /// Locks a file for this process, creating it if needed, until the result is disposed or the process ends in any way.
    /// Returns null if the file is already locked.
    /// </summary>
    public abstract IDisposable? TryLock(string path);

    /// <summary>
    /// Replaces a file atomically. At any time, and after any crash or power failure, readers see either the complete old file or the
    /// complete new file. The new file is written next to the old one, flushed to disk and renamed, and the folder is synced. The new file is safe on return.
    /// </summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes the new content.</param>
    /// <exception cref="StorageException">The disk is full, read-only, or failed. The previous file is unchanged.</exception>
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
                DeleteQuietly(temporary); // on a full disk it would occupy the space that the next attempt needs
            if (StorageException.IsDiskTrouble(exception))
                throw StorageException.While("write", path, exception);
            throw;
        }
    }

    /// <summary>Returns the content of a small file.</summary>
    /// <exception cref="StorageException">The file does not exist, cannot be read, or is larger than <paramref name="maximumBytes"/>.</exception>
    public byte[] ReadAll(string path, int maximumBytes)
    {
        try
        {
            using Stream file = OpenRead(path);
            if (file.Length > maximumBytes)
                throw new StorageException(path,
                    $"{Quotation.Of(path)} has {file.Length} bytes; at most {maximumBytes} are expected. It is not a file of a run.");
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("read", path, exception);
        }
    }

    /// <summary>Creates a folder and its missing parents. They are safe from a power failure on return.</summary>
    /// <exception cref="StorageException">A folder cannot be created.</exception>
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
            throw StorageException.While("create the folder", path, exception);
        }
    }

    /// <summary>Deletes the remains of an interrupted <see cref="Replace"/> in a folder. No other process may write to the folder.</summary>
    /// <exception cref="StorageException">A file cannot be deleted.</exception>
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
            throw StorageException.While("delete temporary files in", folder, exception);
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
            // The first error is the one to report. The next start deletes the temporary file.
        }
    }
}
