namespace Harmonium.Storage.Files;

/// <summary>Trouble with a folder or a file of a run: the disk, the rights, another process, or contents that are not a run's.</summary>
public sealed class StorageException : Exception
{
    /// <summary>Trouble with the file or folder at <paramref name="path"/>; the message stands alone and names it.</summary>
    public StorageException(string path, string message, Exception? innerException = null)
        : base(message, innerException) => Path = path;

    /// <summary>The file or folder in question.</summary>
    public string Path { get; }

    /// <summary>Turns what the operating system said while <paramref name="action"/> ("write", "read" …) into words that say what to do.</summary>
    internal static StorageException While(string action, string path, Exception cause) =>
        new(path, $"Could not {action} {Quotation.Of(path)}: {Explain(path, cause)}", cause);

    internal static bool IsDiskTrouble(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static string Explain(string path, Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file. Check the path.",
        PathTooLongException => "the path is too long for this system. Choose a shorter one.",
        _ when SystemError.IsDiskFull(cause) => "the disk is full. What was there before is untouched; free some space and try again.",
        _ when SystemError.IsReadOnly(cause) => "the file system is read-only. Choose a folder on another disk.",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a folder where a file was expected. Name a file.",
        UnauthorizedAccessException => "this user has no right to do so. Check the permissions, or choose another folder.",
        _ => cause.Message,
    };
}
