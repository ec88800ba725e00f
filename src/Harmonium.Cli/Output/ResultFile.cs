using Harmonium.Storage.Files;

namespace Harmonium.Cli.Output;

/// <summary>A file that is the result of applying a model.</summary>
internal static class ResultFile
{
    /// <summary>Writes a file whole or not at all, and the folders above it.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    internal static void Write(string path, Action<Stream> write)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            FileStore.Disk.CreateFolders(folder);
        FileStore.Disk.Replace(path, write);
    }
}
