using Harmonium.Storage.Files;

namespace Harmonium.Cli.Output;

/// <summary>Writes result files.</summary>
internal static class ResultFile
{
    /// <summary>Writes a file atomically and creates its folder if necessary.</summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    internal static void Write(string path, Action<Stream> write)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            FileStore.Disk.CreateFolders(folder);
        FileStore.Disk.Replace(path, write);
    }
}
