namespace Harmonium.Storage.Files;

/// <summary>Thrown when a folder or file of a run cannot be used: because of the disk, permissions, another process, or unexpected content.</summary>
public sealed class StorageException : Exception
{
    /// <summary>Creates an exception for the file or folder at <paramref name="path"/>. The message must contain the path.</summary>
    public StorageException(string path, string message, Exception? innerException = null)
        : base(message, innerException) => Path = path;

    /// <summary>The file or folder in question.</summary>
    public string Path { get; }

    /// <summary>Converts an error of the operating system during <paramref name="action"/> ("write", "read" …) to a message with advice.</summary>
    internal static StorageException While(string action, string path, Exception cause) =>
        new(path, $"Could not {action} {Quotation.Of(path)}: {Explain(path, cause)}", cause);

    internal static bool IsDiskTrouble(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static string Explain(string path, Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => "the file does not exist. Check the path.",
        PathTooLongException => "the path is too long for this system. Choose a shorter path.",
        _ when SystemError.IsDiskFull(cause) => "the disk is full. The previous file is unchanged. Free some space and try again.",
        _ when SystemError.IsReadOnly(cause) => "the file system is read-only. Choose a folder on another disk.",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a folder; a file is expected. Give the path of a file.",
        UnauthorizedAccessException => "this user does not have permission. Check the permissions, or choose another folder.",
        _ => cause.Message,
    };
}
